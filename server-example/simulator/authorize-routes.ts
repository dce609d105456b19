import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import type { Account } from './account.ts'
import { appLook } from './authorize-pages/app-look.ts'
import { decidedLook, missingLook } from './authorize-pages/decided-look.ts'
import { formatTime } from './authorize-pages/frame.ts'
import { otpLook } from './authorize-pages/otp-look.ts'
import { testLook } from './authorize-pages/test-look.ts'
import { textsOf } from './authorize-pages/texts.ts'
import { createCodeSessions } from './buyer/code-sessions.ts'
import { type Course, courses, lateByMs, readCourse } from './buyer/course.ts'
import { carryOut, type Decision, readDecision } from './buyer/decision.ts'
import type { LateDecisions } from './buyer/late-decisions.ts'
import { maxWrongCodes } from './buyer/otp.ts'
import { languageOf, page, returnHref, toMerchant } from './buyer/page.ts'
import { scanRoutes } from './buyer/scan-routes.ts'
import { type Charge, lastMomentOf } from './charges/charges.ts'
import type { Ledger } from './charges/ledger.ts'
import type { Ids } from './ids.ts'
import { methods } from './methods/methods.ts'
import { fundings } from './money/refund-policy.ts'
import { drawQr } from './qr/image.ts'
import { scanUri } from './qr/scannable-code.ts'

const stylesheet = readFileSync(new URL('./authorize-pages/authorize.css', import.meta.url), 'utf8')

/** How often the page with the QR code asks whether the app has decided. */
const refreshSeconds = 2

export type AuthorizeParts = {
  account: Account
  ledger: Ledger
  ids: Ids
  late: LateDecisions
  webhooks: { settled: () => Promise<void> }
  /** Opens a page of the shop as somebody else would, and cares for nothing that comes of it. */
  openElsewhere: (uri: string) => Promise<void>
}

/** Where `authorize_uri` leads: the buyer, or who plays one, decides here and goes back to `return_uri`. */
export function createAuthorizePages({
  account,
  ledger,
  ids,
  late,
  webhooks,
  openElsewhere,
}: AuthorizeParts) {
  const app = new Hono()
  const codes = createCodeSessions(ids.oneTimePassword)

  app.get('/payments/authorize.css', (c) => c.body(stylesheet, 200, { 'Content-Type': 'text/css' }))
  scanRoutes(app, { ledger, codes })

  app.get('/payments/:reference/authorize', (c) => {
    const charge = ledger.findByReference(c.req.param('reference'))
    if (charge === undefined) return missing(c)
    const look = c.req.query('look')
    const { realPage } = methods[charge.source.type]
    if (charge.outcome.status !== 'pending') {
      const isWaiting = look === 'app' && charge.outcome.status !== 'expired'
      return isWaiting ? toMerchant(c, charge) : decided(c, charge, charge.outcome.status)
    }
    if (look === 'otp' && realPage === 'otp') return otp(c, charge)
    return look === 'app' && realPage === 'app' ? truemoneyPage(c, charge) : test(c, charge)
  })

  app.post('/payments/:reference/authorize', async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const charge = ledger.findByReference(c.req.param('reference'))
    if (charge === undefined) return missing(c)
    // A double click sends a decided charge again: its buyer wants to go back, too.
    if (charge.outcome.status !== 'pending') return toMerchant(c, charge)
    const decision = readDecision(form)
    if (decision !== null) return follow(c, charge, decision, readCourse(form.get('then')))
    switch (form.get('decision')) {
      case 'none':
        return toMerchant(c, charge)
      case 'open':
        return c.redirect(`scan?back=1&lang=${languageOf(c)}`, 303)
      case 'resend':
        codes.resend(charge.id)
        return toLook(c, 'otp')
      case 'confirm':
        return confirm(c, charge, form.get('code') ?? '')
      default:
        return toLook(c, 'test')
    }
  })

  /** Carries a decision out, and sends the buyer where the course of things leads. */
  async function follow(c: Context, charge: Charge, decision: Decision, course: Course) {
    if (course === 'late') {
      late.add(ledger.takeUpCharge(charge), decision, lateByMs)
      return toMerchant(c, charge)
    }
    if (course === 'twice' && charge.returnUri !== null) await openElsewhere(charge.returnUri)
    // As it is now: while the shop's page was opened, another click may have decided it.
    carryOut(ledger, ledger.charges.get(charge.id) ?? charge, decision)
    if (course === 'webhook_first') await webhooks.settled()
    return course === 'never' ? toLook(c, 'test') : toMerchant(c, charge)
  }

  function confirm(c: Context, charge: Charge, typed: string): Response {
    const result = codes.enter(charge.id, typed)
    if (result === 'again') return toLook(c, 'otp')
    if (result === 'right')
      carryOut(ledger, charge, { decision: 'successful', funding: 'wallet_balance' })
    else carryOut(ledger, charge, { decision: 'failed', failureCode: 'failed_processing' })
    return toMerchant(c, charge)
  }

  function test(c: Context, charge: Charge): Response {
    const { texts, language } = factsOf(c, charge)
    const { failures, realPage } = methods[charge.source.type]
    const links = {
      otp: { href: `?look=otp&lang=${language}`, text: texts.seeOtp },
      app: { href: `?look=app&lang=${language}`, text: texts.seeApp },
      scan: { href: `scan?lang=${language}`, text: texts.seeScan },
    }
    const look = testLook({
      ...factsOf(c, charge),
      failureCodes: failures.map(({ code }) => code),
      fundings,
      courses: charge.returnUri === null ? [] : courses,
      realPage: links[realPage],
    })
    return page(c, look, charge)
  }

  function otp(c: Context, charge: Charge): Response {
    const session = codes.of(charge.id)
    const triesLeft = maxWrongCodes - session.wrongCodes
    const phoneEnd = charge.source.phoneNumber?.slice(-4) ?? ''
    return page(c, otpLook({ ...factsOf(c, charge), ...session, phoneEnd, triesLeft }), charge)
  }

  function truemoneyPage(c: Context, charge: Charge): Response {
    const device = deviceOf(c)
    const uri = scanUri({ reference: charge.reference, url: account.url })
    const look = appLook({
      ...factsOf(c, charge),
      device,
      beginBy: charge.takenUp ? null : formatTime(lastMomentOf(charge)),
      scanUri: uri,
      qrCode: `data:image/svg+xml;base64,${Buffer.from(drawQr(uri, 'svg').bytes).toString('base64')}`,
    })
    return page(c, look, charge, device === 'computer' ? { refreshSeconds } : {})
  }

  return { app, clear: () => codes.clear() }
}

function decided(c: Context, charge: Charge, status: 'successful' | 'failed' | 'expired') {
  const look = decidedLook({ ...factsOf(c, charge), status, returnUri: returnHref(charge) })
  return page(c, look, charge)
}

function missing(c: Context): Response {
  const language = languageOf(c)
  return page(c, missingLook({ texts: textsOf(language), language }), null, { status: 404 })
}

function factsOf(c: Context, charge: Charge) {
  const language = languageOf(c)
  return {
    texts: textsOf(language),
    language,
    amountSatang: charge.amount,
    chargeId: charge.id,
    phoneEnd: charge.source.phoneNumber?.slice(-4) ?? null,
  }
}

function toLook(c: Context, look: 'otp' | 'test'): Response {
  return c.redirect(`?look=${look}&lang=${languageOf(c)}`, 303)
}

/** What the page was asked to look like, else what the browser says that it runs on. */
function deviceOf(c: Context): 'phone' | 'computer' {
  const asked = c.req.query('device')
  if (asked === 'phone' || asked === 'computer') return asked
  return /Android|iPhone|iPad|Mobile/i.test(c.req.header('User-Agent') ?? '') ? 'phone' : 'computer'
}
