import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { decidedLook, missingLook } from './authorize-pages/decided-look.ts'
import { pickLanguage } from './authorize-pages/language.ts'
import { otpLook } from './authorize-pages/otp-look.ts'
import { testLook } from './authorize-pages/test-look.ts'
import { type Language, textsOf } from './authorize-pages/texts.ts'
import type { Charge } from './charges.ts'
import type { Ids } from './ids.ts'
import type { Ledger } from './ledger.ts'
import { failureOf } from './methods/failures.ts'
import { methods } from './methods/methods.ts'
import { enterOtp, maxWrongCodes, type OtpSession, resendOtp, startOtp } from './otp.ts'
import { fundings } from './refund-policy.ts'

const stylesheet = readFileSync(new URL('./authorize-pages/authorize.css', import.meta.url), 'utf8')

/** Where `authorize_uri` leads: the buyer, or who plays one, decides here and goes back to `return_uri`. */
export function createAuthorizePages({ ledger, ids }: { ledger: Ledger; ids: Ids }) {
  const app = new Hono()
  const otpSessions = new Map<string, OtpSession>()

  app.get('/payments/authorize.css', (c) => c.body(stylesheet, 200, { 'Content-Type': 'text/css' }))

  app.get('/payments/:reference/authorize', (c) => {
    const charge = ledger.findByReference(c.req.param('reference'))
    const language = languageOf(c)
    const texts = textsOf(language)
    if (charge === undefined) return page(c, missingLook({ texts, language }), null, 404)
    const common = {
      texts,
      language,
      amountSatang: charge.amount,
      chargeId: charge.id,
      phoneEnd: charge.source.phoneNumber?.slice(-4) ?? null,
    }
    if (charge.outcome.status !== 'pending') {
      const { status } = charge.outcome
      return page(c, decidedLook({ ...common, status, returnUri: returnHref(charge) }), charge)
    }
    if (c.req.query('look') === 'otp' && charge.source.phoneNumber !== null) {
      const session = otpOf(charge)
      const triesLeft = maxWrongCodes - session.wrongCodes
      const phoneEnd = charge.source.phoneNumber.slice(-4)
      return page(c, otpLook({ ...common, ...session, phoneEnd, triesLeft }), charge)
    }
    const failureCodes = methods[charge.source.type].failures.map(({ code }) => code)
    return page(c, testLook({ ...common, failureCodes, fundings }), charge)
  })

  app.post('/payments/:reference/authorize', async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const language = languageOf(c)
    const charge = ledger.findByReference(c.req.param('reference'))
    if (charge === undefined) {
      return page(c, missingLook({ texts: textsOf(language), language }), null, 404)
    }
    // A double click sends a decided charge again: its buyer wants to go back, too.
    if (charge.outcome.status !== 'pending') return toMerchant(c, charge)
    const next = decide(charge, form)
    if (next === 'return') return toMerchant(c, charge)
    return c.redirect(`?look=${next}&lang=${language}`, 303)
  })

  /** Does what the pressed button says; answers where the buyer goes then. */
  function decide(charge: Charge, form: URLSearchParams): 'return' | 'otp' | 'test' {
    const { failures } = methods[charge.source.type]
    switch (form.get('decision')) {
      case 'successful':
        ledger.payCharge(charge, fundingOf(form.get('funding')))
        return 'return'
      case 'failed':
        ledger.failCharge(charge, failureOf(form.get('failure_code') ?? failures[0].code))
        return 'return'
      case 'expired':
        ledger.expireCharge(charge)
        return 'return'
      case 'none':
        return 'return'
      case 'resend':
        otpSessions.set(charge.id, resendOtp(otpOf(charge), ids.oneTimePassword()))
        return 'otp'
      case 'confirm':
        return confirm(charge, form.get('code') ?? '')
      default:
        return 'test'
    }
  }

  function confirm(charge: Charge, typed: string): 'return' | 'otp' {
    const result = enterOtp(otpOf(charge), typed)
    if (result === 'right') ledger.payCharge(charge, 'wallet_balance')
    else if (result === 'locked') ledger.failCharge(charge, failureOf('failed_processing'))
    else {
      otpSessions.set(charge.id, result)
      return 'otp'
    }
    return 'return'
  }

  function otpOf(charge: Charge): OtpSession {
    const session = otpSessions.get(charge.id) ?? startOtp(ids.oneTimePassword())
    otpSessions.set(charge.id, session)
    return session
  }

  return { app, clear: () => otpSessions.clear() }
}

function page(c: Context, html: string, charge: Charge | null, status: 200 | 404 = 200): Response {
  // Forms end at the merchant's address, and browsers hold the redirect against form-action, too.
  const returnScheme =
    charge === null || charge.returnUri === null ? '' : ` ${new URL(charge.returnUri).protocol}`
  return c.html(html, status, {
    'Content-Security-Policy': `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' https: http:${returnScheme}; base-uri 'none'; frame-ancestors 'none'`,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  })
}

function toMerchant(c: Context, charge: Charge): Response {
  return c.redirect(returnHref(charge) ?? c.req.path, 303)
}

function returnHref({ returnUri }: Charge): string | null {
  return returnUri === null ? null : new URL(returnUri).href
}

function languageOf(c: Context): Language {
  return pickLanguage(c.req.query('lang'), c.req.header('Accept-Language'))
}

function fundingOf(text: string | null) {
  return fundings.find((funding) => funding === text) ?? 'wallet_balance'
}
