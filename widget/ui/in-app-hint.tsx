import type { JSX, TargetedFocusEvent } from 'preact'
import { useState } from 'preact/hooks'
import { type InAppBrowser, outsideOfLine } from '../core/in-app-browser.ts'
import type { Texts } from '../locales/texts.ts'
import type { Draft } from '../methods/draft.ts'
import { inAppWords } from '../methods/waiting.ts'
import { useUniqueId } from './hooks/use-unique-id.ts'

type InAppHintProps = {
  app: InAppBrowser | undefined
  /** An address that shows this order in any browser. Without one, no link is offered. */
  address: string | undefined
  draft: Draft
  texts: Texts
  /** Whether it stands before the form, or after it. */
  isBefore: boolean
}

/** Warns a buyer inside an app that the app may lose the page, and offers the browser instead. Does not block the payment. */
export function InAppHint({
  app,
  address,
  draft,
  texts,
  isBefore,
}: InAppHintProps): JSX.Element | null {
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
      // Some apps forbid it or have no clipboard: the buyer copies the link by hand.
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
