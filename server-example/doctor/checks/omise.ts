/** What Omise is asked, each thing once, and how its answers are read. Facts: its account and capability pages. */
import * as z from 'zod/mini'
import type { PaymentMethod } from '../../../widget/contract.ts'
import { isPaymentMethod, methods } from '../../methods/methods.ts'
import { capability, errorAnswer, sourceAnswer } from '../../omise/schemas.ts'
import { type Answer, type Call, parseJson, type Silence } from '../call.ts'
import type { Settings } from './settings.ts'

const account = z.object({
  object: z.literal('account'),
  id: z.string(),
  country: z.optional(z.string()),
  api_version: z.optional(z.string()),
  webhook_uri: z.optional(z.nullable(z.string())),
})

export type Reading<Body> =
  | { readonly kind: 'read'; readonly body: Body; readonly answer: Answer }
  /** Omise said no, with its code. */
  | { readonly kind: 'refused'; readonly code: string; readonly answer: Answer }
  | { readonly kind: 'troubled'; readonly answer: Answer }
  /** An answer, but not Omise's. */
  | { readonly kind: 'foreign'; readonly answer: Answer }
  | Silence
  /** There was nothing to ask with. */
  | { readonly kind: 'not asked'; readonly why: string }

export type Account = z.infer<typeof account>
export type Capability = z.infer<typeof capability>
type Source = z.infer<typeof sourceAnswer>

export type Omise = {
  readonly account: Promise<Reading<Account>>
  /** As the public key is told. */
  readonly capability: Promise<Reading<Capability>>
  readonly capabilityOfSecretKey: () => Promise<Reading<Capability>>
  /** The version of an answer to a request that asks for none: the account's. */
  readonly defaultVersion: () => Promise<string | undefined>
  readonly createSource: (method: PaymentMethod) => Promise<Reading<Source>>
  readonly readSource: (id: string) => Promise<Reading<Source>>
}

/** The newest: only this one shows the account's version, its country and its webhook address. */
const version = { 'omise-version': '2019-05-29' }
/** Within everybody's limits. */
const unusedSource = { amount: '100000', currency: 'THB' }
/** The phone number of the examples in Omise's documents. */
const unusedNumber = { phone_number: '11111111111' }

/** What the account can be paid with, of the methods that are known here. */
export function methodsInThb({ payment_methods }: Capability): readonly PaymentMethod[] {
  return payment_methods
    .filter(({ currencies }) => currencies.includes('THB'))
    .map(({ name }) => name)
    .filter(isPaymentMethod)
}

export function askOmise(settings: Settings, call: Call): Omise {
  const { OMISE_PUBLIC_KEY, OMISE_SECRET_KEY } = settings

  return {
    account: ask(OMISE_SECRET_KEY, '/account', account),
    capability: ask(OMISE_PUBLIC_KEY, '/capability', capability),
    capabilityOfSecretKey: () => ask(OMISE_SECRET_KEY, '/capability', capability),
    createSource: (method) =>
      ask(OMISE_PUBLIC_KEY, '/sources', sourceAnswer, {
        type: method,
        ...unusedSource,
        ...(methods[method].asksForPhone && unusedNumber),
      }),
    readSource: (id) => ask(OMISE_SECRET_KEY, `/sources/${encodeURIComponent(id)}`, sourceAnswer),
    async defaultVersion() {
      const answer = await send(OMISE_SECRET_KEY, '/account', {})
      return answer.kind === 'answer' ? answer.header('omise-version') : undefined
    },
  }

  async function ask<Body>(
    key: string | undefined,
    path: string,
    schema: z.ZodMiniType<Body>,
    form?: Record<string, string>,
  ): Promise<Reading<Body>> {
    const answer = await send(key, path, version, form)
    return answer.kind === 'answer' ? read(answer, schema) : answer
  }

  async function send(
    key: string | undefined,
    path: string,
    headers: Record<string, string>,
    form?: Record<string, string>,
  ): Promise<Answer | Silence | { kind: 'not asked'; why: string }> {
    const { OMISE_API_URL: apiUrl } = settings
    if (key === undefined) return { kind: 'not asked', why: 'it is missing, or not understood' }
    if (apiUrl === undefined) return { kind: 'not asked', why: 'OMISE_API_URL is not understood' }
    if (!/^[ps]key_test_/.test(key) && !apiUrl.startsWith('https:'))
      return { kind: 'not asked', why: 'a live key must not travel over plain http' }
    const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
    return call(apiUrl + path, {
      headers: {
        authorization,
        accept: 'application/json',
        ...headers,
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form).toString() }),
    })
  }
}

function read<Body>(answer: Answer, schema: z.ZodMiniType<Body>): Reading<Body> {
  const json = parseJson(answer.text)
  if (answer.status === 200) {
    const parsed = schema.safeParse(json)
    return parsed.success
      ? { kind: 'read', body: parsed.data, answer }
      : { kind: 'foreign', answer }
  }
  if (answer.status === 429 || answer.status >= 500) return { kind: 'troubled', answer }
  const error = errorAnswer.safeParse(json)
  return error.success
    ? { kind: 'refused', code: error.data.code, answer }
    : { kind: 'foreign', answer }
}
