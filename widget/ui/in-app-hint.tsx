import type { JSX, TargetedFocusEvent } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { type InAppBrowser, inAppBrowser, outsideOfLine } from '../core/in-app-browser.ts'
import type { Texts } from '../locales/texts.ts'
import type { Draft } from '../methods/draft.ts'
import { inAppWords } from '../methods/waiting.ts'
import { useUniqueId } from './hooks/use-unique-id.ts'

type InAppHintProps = {
  /** Shows this order in any browser. Without one, there is nothing to open or copy. */
  address: string | undefined
  draft: Draft
  texts: Texts
  /** Whether this is the place before the form, or the one behind it. */
  isBefore: boolean
}

/** For a buyer inside an app: that it may lose the page, and the way out of it. Nothing is in the way of going on. */
export function InAppHint({ address, draft, texts, isBefore }: InAppHintProps): JSX.Element | null {
  const [app, setApp] = useState<InAppBrowser>()
  // Not while rendering: a server has another user agent, and the two must begin the same.
  useLayoutEffect(() => setApp(inAppBrowser(navigator.userAgent)), [])
  if (app === undefined) return null
  const words = inAppWords(draft, app, texts)
  if (words.isFirst !== isBefore) return null

  return (
    <div class={`tmn-in-app ${isBefore ? 'tmn-before' : ''}`} part="in-app">
      <p class="tmn-note">{words.stay}</p>
      {address !== undefined && app === 'LINE' && (
        <a class="tmn-button tmn-plain" href={outsideOfLine(address)}>
          {words.open}
        </a>
      )}
      {address !== undefined && app !== 'LINE' && <CopyLink address={address} words={words} />}
    </div>
  )
}

type CopyLinkProps = {
  address: string
  words: Pick<Texts['inApp'], 'copy' | 'copied' | 'byHand'>
}

function CopyLink({ address, words }: CopyLinkProps): JSX.Element {
  const id = useUniqueId()
  const [outcome, setOutcome] = useState<'copied' | 'byHand'>()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      setOutcome('copied')
    } catch {
      // Some apps forbid it, and some have no clipboard: then the buyer's finger has to do it.
      setOutcome('byHand')
    }
  }
  const selectAll = (event: TargetedFocusEvent<HTMLTextAreaElement>) => event.currentTarget.select()

  return (
    <>
      <button class="tmn-button tmn-plain" type="button" onClick={copy}>
        {words.copy}
      </button>
      <p class="tmn-note" id={id} role="status">
        {outcome && words[outcome]}
      </p>
      {outcome === 'byHand' && (
        <textarea
          class="tmn-input tmn-address"
          aria-labelledby={id}
          readOnly
          rows={3}
          value={address}
          onFocus={selectAll}
        />
      )}
    </>
  )
}
