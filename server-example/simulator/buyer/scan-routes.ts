import type { Hono } from 'hono'
import { decidedLook, missingLook } from '../authorize-pages/decided-look.ts'
import { pinLook } from '../authorize-pages/pin-look.ts'
import { textsOf } from '../authorize-pages/texts.ts'
import type { Charge } from '../charges/charges.ts'
import type { Ledger } from '../charges/ledger.ts'
import type { CodeSessions } from './code-sessions.ts'
import { carryOut } from './decision.ts'
import { maxWrongCodes } from './otp.ts'
import { languageOf, page, returnHref, toMerchant } from './page.ts'

/**
 * `/payments/:reference/scan`: TrueMoney's app, as it opens on the buyer's phone after a QR code was
 * scanned, or after the app was opened on the same device: then with `back=1`, and it leads back to the
 * shop. Opening it takes the charge up.
 */
export function scanRoutes(
  app: Hono,
  { ledger, codes }: { ledger: Ledger; codes: CodeSessions },
): void {
  const path = '/payments/:reference/scan'

  app.get(path, (c) => {
    const charge = ledger.findByReference(c.req.param('reference'))
    const language = languageOf(c)
    const texts = textsOf(language)
    if (charge === undefined)
      return page(c, missingLook({ texts, language }), null, { status: 404 })
    const isSameDevice = c.req.query('back') === '1'
    const facts = {
      texts,
      language,
      amountSatang: charge.amount,
      chargeId: charge.id,
      phoneEnd: null,
      query: isSameDevice ? 'back=1' : '',
    }
    if (charge.outcome.status !== 'pending') {
      const { status } = charge.outcome
      const returnUri = isSameDevice ? returnHref(charge) : null
      return page(
        c,
        decidedLook({ ...facts, status, returnUri, isOtherDevice: !isSameDevice }),
        charge,
      )
    }
    ledger.takeUpCharge(charge)
    const session = codes.of(charge.id)
    const triesLeft = maxWrongCodes - session.wrongCodes
    return page(c, pinLook({ ...facts, ...session, triesLeft }), charge)
  })

  app.post(path, async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const language = languageOf(c)
    const charge = ledger.findByReference(c.req.param('reference'))
    if (charge === undefined) {
      return page(c, missingLook({ texts: textsOf(language), language }), null, { status: 404 })
    }
    const isSameDevice = c.req.query('back') === '1'
    const isDecided = charge.outcome.status !== 'pending' || decide(charge, form)
    if (isDecided && isSameDevice) return toMerchant(c, charge)
    return c.redirect(`?${isSameDevice ? 'back=1&' : ''}lang=${language}`, 303)
  })

  /** Does what the pressed button says; returns whether the charge is decided then. */
  function decide(charge: Charge, form: URLSearchParams): boolean {
    if (form.get('decision') === 'failed') {
      carryOut(ledger, charge, { decision: 'failed', failureCode: 'payment_cancelled' })
      return true
    }
    if (form.get('decision') !== 'confirm') return false
    const result = codes.enter(charge.id, form.get('code') ?? '')
    if (result === 'again') return false
    if (result === 'right')
      carryOut(ledger, charge, { decision: 'successful', funding: 'wallet_balance' })
    else carryOut(ledger, charge, { decision: 'failed', failureCode: 'failed_processing' })
    return true
  }
}
