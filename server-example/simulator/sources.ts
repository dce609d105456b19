import type { Account } from './account.ts'
import { type Params, readAmount, textParam } from './params.ts'
import { Refusal } from './refusal.ts'

/** A `truemoney` source. Its `charge_status` is not kept here: it mirrors the charge made from it. */
export type Source = {
  id: string
  amount: number
  phoneNumber: string
  ip: string | null
  createdAt: number
}

export type SourceDetails = Pick<Source, 'amount' | 'phoneNumber'>

/** The only type simulated. `truemoney_jumpapp` and `truemoney_qr` are refused as in an account that has
 * not enabled them, which is our choice; so is `truemoney` when the account does not list it. */
const simulatedType = 'truemoney'

/** Known to Omise but not what TrueMoney takes: another message than for a currency nobody knows. */
const otherCurrencies = 'aud cad chf cny dkk eur gbp hkd jpy myr sgd usd'.split(' ')

/** Checks `POST /sources` or the `source` object inside `POST /charges`; all problems in one message. */
export function readSource(
  params: Params,
  { limits, paymentMethods }: Pick<Account, 'limits' | 'paymentMethods'>,
): SourceDetails | Refusal {
  const isEnabled = paymentMethods.includes(simulatedType)
  const amount = readAmount(params.amount)
  const phoneNumber = textParam(params.phone_number)
  const problems = [
    'problem' in amount ? amount.problem : amountProblem(amount.amount, limits.truemoneyAmount),
    currencyProblem(textParam(params.currency)),
    isEnabled && textParam(params.type) === simulatedType
      ? null
      : 'type is currently not supported',
    phoneProblem(phoneNumber),
  ].filter((problem) => problem !== null)

  if ('problem' in amount || phoneNumber === null || problems.length > 0) {
    return new Refusal('bad_request', toSentence(problems))
  }
  return { amount: amount.amount, phoneNumber }
}

/** Null when it is THB in any case. */
export function currencyProblem(currency: string | null): string | null {
  const code = currency?.toLowerCase() ?? ''
  if (code === 'thb') return null
  return otherCurrencies.includes(code)
    ? 'currency must be THB'
    : 'currency is currently not supported'
}

/** The text for too much is one of Omise's variants; that the limit itself is allowed is our choice. */
function amountProblem(amount: number, limit: { min: number; max: number }): string | null {
  if (amount < limit.min) return `amount must be at least ${limit.min}`
  return amount > limit.max ? `amount must be less than ${limit.max}` : null
}

function phoneProblem(phoneNumber: string | null): string | null {
  if (phoneNumber !== null && /^\d{10,11}$/.test(phoneNumber)) return null
  return 'phone_number must contain 10-11 digit characters'
}

/** `a`, `a and b`, `a, b, and c`: as Rails joins a list. */
function toSentence(parts: readonly string[]): string {
  if (parts.length < 3) return parts.join(' and ')
  return `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`
}
