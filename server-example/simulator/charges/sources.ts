import type { Account } from '../account.ts'
import { type Params, readAmount, textParam } from '../http/params.ts'
import { Refusal } from '../http/refusal.ts'
import { isMethodName, type MethodName, methods } from '../methods/methods.ts'
import { type PlatformType, readPlatformType } from '../methods/platform-type.ts'

/** A source of TrueMoney. Its `charge_status` is not kept here: it mirrors the charge made from it. */
export type Source = {
  id: string
  type: MethodName
  amount: number
  /** Only `truemoney` has one. */
  phoneNumber: string | null
  platformType: PlatformType | null
  ip: string | null
  createdAt: number
}

export type SourceDetails = Pick<Source, 'type' | 'amount' | 'phoneNumber' | 'platformType'>

/** Known to Omise but not what TrueMoney takes: another message than for a currency nobody knows. */
const otherCurrencies = 'aud cad chf cny dkk eur gbp hkd jpy myr sgd usd'.split(' ')

/** Checks `POST /sources` or the `source` object inside `POST /charges`. A type that the account has not
 * enabled is refused with Omise's text alone; any other problems come in one message. */
export function readSource(
  params: Params,
  { limits, paymentMethods }: Pick<Account, 'limits' | 'paymentMethods'>,
): SourceDetails | Refusal {
  const type = textParam(params.type)
  if (!isMethodName(type) || !paymentMethods.includes(type)) {
    return new Refusal('bad_request', 'type is currently not supported')
  }
  const method = methods[type]
  const { min, max } = limits[method.limit]
  const amount = readAmount(params.amount)
  const phoneNumber = method.asksForPhone ? textParam(params.phone_number) : null
  const platformType = readPlatformType(textParam(params.platform_type))
  const problems = [
    'problem' in amount
      ? amount.problem
      : amountProblem(amount.amount, {
          min: method.refusesBelowLimit ? min : limits.chargeAmount.min,
          max,
        }),
    currencyProblem(textParam(params.currency)),
    method.asksForPhone ? phoneProblem(phoneNumber) : null,
    platformType === 'unknown' ? 'platform_type is currently not supported' : null,
  ].filter((problem) => problem !== null)

  if ('problem' in amount || platformType === 'unknown' || problems.length > 0) {
    return new Refusal('bad_request', toSentence(problems))
  }
  return { type, amount: amount.amount, phoneNumber, platformType }
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
export function toSentence(parts: readonly string[]): string {
  if (parts.length < 3) return parts.join(' and ')
  return `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`
}
