import type { JSX, TargetedMouseEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { QrCode } from '../../contract.ts'
import { inAppBrowser } from '../../core/in-app-browser.ts'
import { formatBaht } from '../../core/money.ts'
import { fill } from '../../locales/fill.ts'
import type { Texts } from '../../locales/texts.ts'
import { saveAsPng } from './save-picture.ts'
import { minutesLeft } from './time-left.ts'

/** Returns the view of a code, or `undefined` while it is loaded. */
export type ShowQr = () => typeof QrPanel | undefined

type QrPanelProps = {
  qr: QrCode
  /** In satang. */
  amount: number | undefined
  texts: Texts
  /** Requests a new code; `undefined` where that is not possible. */
  onRenew: (() => void) | undefined
}

const checkEveryMs = 1000
const savedName = 'truemoney-qr.png'

/** The code that the buyer scans, how long it is valid, and a link to save it as a picture. */
export function QrPanel({ qr, amount, texts, onRenew }: QrPanelProps): JSX.Element {
  const words = texts.qr
  const left = useMinutesLeft(qr.expiresAt)
  const [tries, setTries] = useState(0)
  const [isBroken, setBroken] = useState(false)
  const picture = useRef<HTMLImageElement>(null)
  const isOver = left === 0
  const price = amount === undefined ? '' : formatBaht(amount)
  const again = () => {
    setBroken(false)
    setTries(tries + 1)
  }
  const save = (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    if (qr.saveUri !== undefined || !picture.current) return
    // There, downloads come to nothing, but a picture that is open can be kept by a long press.
    if (inAppBrowser(navigator.userAgent)) return
    try {
      saveAsPng(picture.current, savedName)
      event.preventDefault()
    } catch {
      // Then the link opens it.
    }
  }

  return (
    <>
      {isBroken && (
        <p class="tmn-alert" part="alert" role="alert">
          {words.broken}
        </p>
      )}
      {!isBroken && !isOver && (
        <img
          // A browser requests an address that failed again only for another element.
          key={`${qr.imageUri} ${tries}`}
          ref={picture}
          class="tmn-qr"
          part="qr"
          src={qr.imageUri}
          width={240}
          height={240}
          alt={words.code}
          onError={() => setBroken(true)}
        />
      )}
      <p class="tmn-amount" part="amount">
        {price}
      </p>
      {/* It changes once a minute: a screen reader announces it without disturbing. */}
      <p class="tmn-note" part="note" role="status">
        {left !== undefined && timeWords(left, words)}
      </p>
      <div class="tmn-actions">
        {isBroken && <Button rank="primary" label={texts.failed.retry} onPress={again} />}
        {isOver && onRenew && <Button rank="primary" label={words.renew} onPress={onRenew} />}
        {!isBroken && !isOver && (
          <a
            class="tmn-button tmn-secondary"
            part="button secondary"
            href={qr.saveUri ?? qr.imageUri}
            // A picture of another site opens in the browser: never in place of the checkout.
            target="_blank"
            rel="noopener"
            download={qr.saveUri && savedName}
            onClick={save}
          >
            {words.save}
          </a>
        )}
      </div>
    </>
  )
}

type ButtonProps = { rank: string; label: string; onPress(): void }

function Button({ rank, label, onPress }: ButtonProps): JSX.Element {
  return (
    <button
      class={`tmn-button tmn-${rank}`}
      part={`button ${rank}`}
      type="button"
      onClick={onPress}
    >
      {label}
    </button>
  )
}

function timeWords(minutes: number, { over, lastMinute, left }: Texts['qr']): string {
  if (minutes === 0) return over
  return minutes === 1 ? lastMinute : fill(left, String(minutes))
}

function useMinutesLeft(expiresAt: string | undefined): number | undefined {
  const [came, setCame] = useState(() => ({ expiresAt, atMs: Date.now() }))
  const [nowMs, setNow] = useState(came.atMs)
  useEffect(() => {
    setCame((known) => (known.expiresAt === expiresAt ? known : { expiresAt, atMs: Date.now() }))
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), checkEveryMs)
    return () => clearInterval(timer)
  }, [expiresAt])
  return minutesLeft(expiresAt, { cameAtMs: came.atMs, nowMs: Math.max(nowMs, came.atMs) })
}
