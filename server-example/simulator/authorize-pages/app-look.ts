import { frame, type PageFacts, paymentFacts } from './frame.ts'
import { html, type Markup } from './markup.ts'

export type AppLook = PageFacts & {
  device: 'phone' | 'computer'
  /** When the buyer must have begun; null when the app is open already, so that this page only waits. */
  beginBy: string | null
  /** The page that the QR code leads to, and its picture as a data URL. */
  scanUri: string
  qrCode: string
}

/** What a buyer sees at TrueMoney's page: a button for the app on a phone, a QR code on a computer. */
export function appLook(look: AppLook): string {
  const { texts, language, device, beginBy } = look
  const title = device === 'phone' ? texts.appTitle : texts.scanTitle
  const other = device === 'phone' ? 'computer' : 'phone'
  return frame(
    { texts, language, query: `look=app&device=${device}`, title },
    html`<h1>${title}</h1>
      <p class="intro">${device === 'phone' ? texts.appIntro : texts.scanIntro}</p>
      ${paymentFacts(look)}
      ${device === 'computer' ? qrCode(look) : null}
      <p class="limit">${beginBy === null ? texts.takenUp : html`${texts.beginBy} <strong>${beginBy}</strong>`}</p>
      <form method="post" action="?look=app&device=${device}&lang=${language}" class="${device === 'phone' ? 'open-app' : 'log-in'}">
        <button name="decision" value="open">${device === 'phone' ? texts.openApp : texts.logIn}</button>
      </form>
      <form method="post" action="?look=app&device=${device}&lang=${language}" class="cancel">
        <input type="hidden" name="failure_code" value="payment_cancelled">
        <button name="decision" value="failed">${texts.cancel}</button>
      </form>
      <p class="other-look"><a href="?look=app&device=${other}&lang=${language}">${texts.seeOn[other]}</a></p>
      <p class="other-look"><a href="?look=test&lang=${language}">${texts.seeTest}</a></p>`,
  )
}

function qrCode({ texts, qrCode: source, scanUri, language }: AppLook): Markup {
  return html`<figure class="qr">
        <img src="${source}" alt="${texts.qrCode}" width="240" height="240">
        <figcaption><a href="${scanUri}?lang=${language}" target="_blank" rel="noopener">${texts.scanHere}</a></figcaption>
      </figure>`
}
