import type { Context } from 'hono'
import { pickLanguage } from '../authorize-pages/language.ts'
import type { Language } from '../authorize-pages/texts.ts'
import type { Charge } from '../charges/charges.ts'

type PageOptions = {
  status?: 200 | 404
  /** Loads the page again after so long: it waits for what happens on another device. */
  refreshSeconds?: number
}

/** A page for the buyer of a charge; null when there is none. */
export function page(
  c: Context,
  html: string,
  charge: Charge | null,
  { status = 200, refreshSeconds }: PageOptions = {},
): Response {
  // Forms end at the merchant's address, and browsers hold the redirect against form-action, too.
  const returnScheme =
    charge === null || charge.returnUri === null ? '' : ` ${new URL(charge.returnUri).protocol}`
  return c.html(html, status, {
    'Content-Security-Policy': `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' https: http:${returnScheme}; base-uri 'none'; frame-ancestors 'none'`,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(refreshSeconds !== undefined && { Refresh: String(refreshSeconds) }),
  })
}

/** Back to the shop; to the page itself where the method has no way back. */
export function toMerchant(c: Context, charge: Charge): Response {
  return c.redirect(returnHref(charge) ?? c.req.path, 303)
}

export function returnHref({ returnUri }: Charge): string | null {
  return returnUri === null ? null : new URL(returnUri).href
}

export function languageOf(c: Context): Language {
  return pickLanguage(c.req.query('lang'), c.req.header('Accept-Language'))
}
