import type { Account } from '../account.ts'
import { fromTimestamp } from '../clock.ts'
import {
  isObject,
  listParam,
  objectParam,
  type Param,
  type Params,
  readAmount,
  textParam,
} from '../http/params.ts'
import { Refusal } from '../http/refusal.ts'
import { methods } from '../methods/methods.ts'
import { type Charge, chargeLifetimeMs } from './charges.ts'
import {
  currencyProblem,
  readSource,
  type Source,
  type SourceDetails,
  toSentence,
} from './sources.ts'

export type ChargeDetails = Pick<
  Charge,
  'amount' | 'description' | 'metadata' | 'returnUri' | 'ip' | 'webhookEndpoints' | 'expiresAt'
> & { source: Source | SourceDetails }

const maxWebhookEndpoints = 2

export type ChargeContext = {
  account: Pick<Account, 'limits' | 'paymentMethods'>
  now: number
  findSource: (id: string) => Source | undefined
  isUsed: (source: Source) => boolean
}

/**
 * Checks `POST /charges`. Recorded messages: the minimum, the currency, an amount that is no number, both
 * joined with the currency first, `return_uri is missing` and a source that was not found. The others are
 * our choice, and so are `invalid_charge` as their code and that only currency and amount are joined.
 *
 * `capture` is not read: Omise's Java client sends `capture=false` with sources that are captured at once,
 * and they succeed.
 */
export function readNewCharge(params: Params, context: ChargeContext): ChargeDetails | Refusal {
  const amount = readAmount(params.amount)
  const problems = [
    currencyProblem(textParam(params.currency)) === null
      ? null
      : 'currency is currently not supported',
    'problem' in amount
      ? amount.problem
      : amountProblem(amount.amount, context.account.limits.chargeAmount),
  ].filter((problem) => problem !== null)
  if ('problem' in amount || problems.length > 0) return invalid(toSentence(problems))
  const source = readChargedSource(params, amount.amount, context)
  if (source instanceof Refusal) return source
  const method = methods[source.type]
  const returnUri = textParam(params.return_uri)
  if (returnUri === null && method.needsReturnUri) return invalid('return_uri is missing')
  if (returnUri !== null && !isAddress(returnUri)) return invalid('return_uri is invalid')
  const windowEnd = windowEndOf(source, context.now)
  if (windowEnd !== null && windowEnd <= context.now) return invalid('source has expired')
  const expiresAt = readExpiry(
    params.expires_at,
    context.now,
    method.expiresWithSource ? windowEnd : null,
  )
  if (expiresAt === null) {
    return invalid('expires_at must be a time in the future, at most 7 days from now')
  }
  const metadata = objectParam(params.metadata)
  if (metadata === null) return invalid('metadata must be an object')
  const webhookEndpoints = listParam(params.webhook_endpoints).map((endpoint) =>
    textParam(endpoint),
  )
  if (!webhookEndpoints.every(isHttpAddress)) return invalid('webhook_endpoints must be URLs')
  if (webhookEndpoints.length > maxWebhookEndpoints) {
    return invalid(`webhook_endpoints must be at most ${maxWebhookEndpoints} URLs`)
  }
  return {
    amount: amount.amount,
    source,
    returnUri,
    expiresAt,
    metadata,
    webhookEndpoints,
    description: textParam(params.description),
    ip: textParam(params.ip),
  }
}

/** The recorded text of the minimum is from a THB account and writes the currency in lower case. */
function amountProblem(amount: number, { min, max }: { min: number; max: number }): string | null {
  if (amount < min) return `amount must be greater than or equal to ${min} (thb subunits)`
  return amount > max ? `amount must be less than or equal to ${max} (thb subunits)` : null
}

function readChargedSource(
  params: Params,
  amount: number,
  context: ChargeContext,
): Source | SourceDetails | Refusal {
  if (isObject(params.source)) {
    const currency = params.currency ?? null
    return readSource({ ...params.source, amount, currency }, context.account)
  }
  const id = textParam(params.source)
  if (id === null) {
    const wantsCard = textParam(params.card) !== null || textParam(params.customer) !== null
    return wantsCard
      ? new Refusal('feature_not_supported', 'cards and customers are not simulated')
      : invalid('source is missing')
  }
  const source = context.findSource(id)
  if (source === undefined) return new Refusal('not_found', `source ${id} was not found`)
  if (context.isUsed(source)) return invalid('source was already used')
  if (source.amount !== amount) return invalid('amount does not match the amount of the source')
  return source
}

/** When a buyer must have begun; null where the method sets no such time. That a source past it cannot
 * be charged is our choice. */
function windowEndOf(source: Source | SourceDetails, now: number): number | null {
  const { sourceWindowMs } = methods[source.type]
  if (sourceWindowMs === null) return null
  return ('createdAt' in source ? source.createdAt : now) + sourceWindowMs
}

/** That a time past seven days is refused is our choice; shorter ones have been recorded. */
function readExpiry(
  param: Param | undefined,
  now: number,
  whenMissing: number | null,
): number | null {
  const latest = now + chargeLifetimeMs
  const text = textParam(param)
  if (text === null) return whenMissing ?? latest
  const expiresAt = fromTimestamp(text)
  return expiresAt !== null && expiresAt > now && expiresAt <= latest ? expiresAt : null
}

/** An app's own scheme is fine, a script is not: the authorize page sends the buyer there. */
function isAddress(text: string): boolean {
  return /^(?!javascript:)[a-z][a-z0-9+.-]*:\/\/./i.test(text) && URL.canParse(text)
}

/** Omise wants https; plain http is allowed so that a machine can talk to itself. */
function isHttpAddress(text: string | null): text is string {
  return text !== null && /^https?:\/\//.test(text) && URL.canParse(text)
}

function invalid(message: string): Refusal {
  return new Refusal('invalid_charge', message)
}
