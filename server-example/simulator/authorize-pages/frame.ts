import { html, type Markup, type MarkupValue } from './markup.ts'
import type { Language, Texts } from './texts.ts'

export type PageFacts = {
  texts: Texts
  language: Language
  amountSatang: number
  chargeId: string
  /** The last four digits: all that a page shows of a phone number. Null where the method asks for none. */
  phoneEnd: string | null
}

/** The page around every look: says first of all that this is a simulator. `query` is what the page's own
 * address holds beside the language. */
export function frame(
  page: { texts: Texts; language: Language; query: string; title: string },
  body: MarkupValue,
): string {
  const { texts, language, query, title } = page
  const other = language === 'th' ? 'en' : 'th'
  const href = `?${query === '' ? '' : `${query}&`}lang=${other}`
  return `<!doctype html>${
    html`<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    <title>${title} · ${texts.simulator}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/payments/authorize.css">
  </head>
  <body>
    <header>
      <p><strong>${texts.simulator}</strong> <span>${texts.noMoney}</span></p>
      <nav aria-label="${texts.languages}"><a href="${href}" hreflang="${other}" lang="${other}">${texts.otherLanguage}</a></nav>
    </header>
    <main>
      ${body}
    </main>
  </body>
</html>`.text
  }\n`
}

/** Amount, masked phone number and charge: what the payment is, without naming a merchant. */
export function paymentFacts({ texts, amountSatang, chargeId, phoneEnd }: PageFacts): Markup {
  return html`<dl>
        <div class="amount"><dt>${texts.amount}</dt><dd>${formatBaht(amountSatang)}</dd></div>
        ${phoneEnd === null ? null : html`<div><dt>${texts.wallet}</dt><dd>${maskedPhone(phoneEnd)}</dd></div>`}
        <div><dt>${texts.charge}</dt><dd><code>${chargeId}</code></dd></div>
      </dl>`
}

export function formatBaht(satang: number): string {
  return new Intl.NumberFormat('th-TH', { style: 'currency', currency: 'THB' }).format(satang / 100)
}

/** Bangkok's time, in which a Thai buyer reads it. */
export function formatTime(milliseconds: number): string {
  const options = { timeStyle: 'medium', timeZone: 'Asia/Bangkok' } as const
  return new Intl.DateTimeFormat('en-GB', options).format(milliseconds)
}

export function maskedPhone(phoneEnd: string): string {
  return `0XX-XXX-${phoneEnd}`
}
