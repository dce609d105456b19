/** For tests: requests that nobody should send. */
import { METHODS } from 'node:http'
import fc from 'fast-check'

export type Asked = {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

/** What the requests are sent with, so that they get behind the door. */
export type Keys = {
  readonly orderId: string
  readonly reference: string
  readonly token: string
  readonly merchantToken: string
}

const hostile = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '..',
    '.',
    '%00',
    '%',
    '%ff%fe',
    '%2e%2e%2f',
    '%E0%A4%A',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }).map(encodeLoosely),
  fc.string({ minLength: 200, maxLength: 3_000 }).map(encodeLoosely),
)

/** Half of them well-meant but for one thing, half of them nonsense throughout. */
export function hostileRequest(keys: Keys): fc.Arbitrary<Asked> {
  return fc.oneof(almostRightRequest(keys), wrongRequest(keys))
}

/** The right method, token and content type; a hostile id or a hostile body. */
function almostRightRequest({
  orderId,
  reference,
  token,
  merchantToken,
}: Keys): fc.Arbitrary<Asked> {
  const id = fc.oneof(
    { weight: 3, arbitrary: fc.constant(orderId) },
    { weight: 1, arbitrary: hostile },
  )
  const body = anyBody()
  const json = { 'content-type': 'application/json' }
  const asBuyer = { ...json, authorization: `Bearer ${token}` }
  const asMerchant = { ...json, authorization: `Bearer ${merchantToken}` }
  const post = (path: fc.Arbitrary<string>, headers: Record<string, string>) =>
    fc.record({ method: fc.constant('POST'), path, headers: fc.constant(headers), body })
  return fc.oneof(
    post(fc.constant('/api/merchant/orders'), asMerchant),
    fc.record({
      method: fc.constantFrom('PATCH', 'DELETE'),
      path: fc.oneof(fc.constant(reference), id).map((one) => `/api/merchant/orders/${one}`),
      headers: fc.constant(asMerchant),
      body,
    }),
    post(
      id.map((one) => `/api/orders/${one}/charge`),
      asBuyer,
    ),
    post(
      id.map((one) => `/api/orders/${one}/refunds`),
      asMerchant,
    ),
    post(fc.constant('/webhooks/omise'), json),
    fc.record({
      method: fc.constant('GET'),
      path: fc.oneof(
        id.map((one) => `/api/merchant/orders/${one}`),
        hostile.map((one) => `/api/merchant/orders?id=${one}`),
        hostile.map((one) => `/api/merchant/orders?state=paid&after=${one}`),
      ),
      headers: fc.constant(asMerchant),
      body: fc.constant(new Uint8Array()),
    }),
    fc.record({
      method: fc.constant('GET'),
      path: hostile.map((one) => `/api/orders/${one}/payment`),
      headers: fc.constant(asBuyer),
      body: fc.constant(new Uint8Array()),
    }),
  )
}

function wrongRequest(keys: Keys): fc.Arbitrary<Asked> {
  const id = fc.oneof(
    { weight: 3, arbitrary: fc.constant(keys.orderId) },
    { weight: 2, arbitrary: hostile },
  )
  const path = fc.oneof(
    fc.constantFrom(
      '/api/orders',
      '/api/merchant/orders',
      '/webhooks/omise',
      '/api/config',
      '/healthz',
      '/readyz',
      '/',
      '/checkout.html',
    ),
    id.map((one) => `/api/orders/${one}/charge`),
    id.map((one) => `/api/orders/${one}/payment`),
    id.map((one) => `/api/orders/${one}/refunds`),
    id.map((one) => `/api/merchant/orders/${one}`),
    fc.constant(`/api/merchant/orders/${keys.reference}`),
    fc
      .tuple(hostile, hostile)
      .map(([one, other]) => `/checkout/return?order=${one}&token=${other}`),
    fc.array(hostile, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
    fc
      .array(hostile, { maxLength: 3 })
      .map((parts) => `/api/${parts.join('/')}?${parts.join('=')}`),
  )
  const token = fc.constantFrom(`Bearer ${keys.token}`, `Bearer ${keys.merchantToken}`)
  const value = fc.string({
    unit: fc.constantFrom(...'abc019 ,;=/\\"\'<>{}()[]é\u00ff-_'),
    maxLength: 60,
  })
  const headers = fc.record(
    {
      authorization: fc.oneof(
        { weight: 4, arbitrary: token },
        value,
        value.map((text) => `Bearer ${text}`),
      ),
      'content-type': fc.oneof(
        { weight: 6, arbitrary: fc.constant('application/json') },
        fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'multipart/form-data'),
        value,
      ),
      accept: fc.constantFrom('*/*', 'text/html', 'application/json'),
      origin: fc.oneof(fc.constantFrom('null', 'https://evil.example'), value),
      'idempotency-key': value,
      'if-match': value,
      'omise-signature': value,
      'omise-signature-timestamp': value,
      'x-forwarded-for': value,
      'x-request-id': value,
      'content-encoding': fc.constantFrom('gzip', 'br'),
      'transfer-encoding': fc.constant('chunked'),
      'if-none-match': value,
      range: value,
      cookie: value,
    },
    { requiredKeys: ['content-type'] },
  )
  // `origin` stands in the way of everything behind it, so most requests have none.
  const mostlyWithoutOrigin = fc.tuple(headers, fc.nat({ max: 9 })).map(([all, chance]) => {
    const { origin, ...others } = all
    return chance === 0 && origin !== undefined ? { ...others, origin } : others
  })
  return fc.record({
    method: fc.oneof(
      { weight: 6, arbitrary: fc.constant('POST') },
      { weight: 3, arbitrary: fc.constant('GET') },
      { weight: 2, arbitrary: fc.constantFrom(...METHODS.filter((one) => one !== 'CONNECT')) },
    ),
    path,
    headers: mostlyWithoutOrigin.map(toStrings),
    body: anyBody(),
  })
}

function anyBody(): fc.Arbitrary<Uint8Array> {
  const number = fc.constantFrom('1e400', '-0', '9007199254740993', '0.1', '-1', '1e-400', '99')
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }).map((one) => JSON.stringify(one)),
    number,
    fc.string({ unit: 'binary', maxLength: 300 }).map((one) => JSON.stringify(one)),
    fc.constantFrom(
      '"\\u0000"',
      '"\\ud800"',
      'null',
      '[]',
      '{}',
      '{"__proto__":{"source":"src_1"}}',
    ),
  )
  // Never the id of a source: with it and a token, an attempt would be made, as it should.
  const field = fc.tuple(
    fc.constantFrom(
      'reference',
      'description',
      'metadata',
      'source',
      'amount',
      'phoneNumber',
      'reason',
      'object',
      'id',
      'key',
      'data',
      '__proto__',
      'constructor',
      'toString',
    ),
    junk,
  )
  const object = fc
    .array(field, { maxLength: 5 })
    .map((fields) => `{${fields.map(([key, one]) => `"${key}":${one}`).join(',')}}`)
  const order = fc
    .tuple(
      fc.oneof(junk, fc.constant(`"SO-1"`)),
      fc.oneof(number, junk, fc.constant('12000')),
      fc.oneof(junk, fc.constant('{"branch":"BKK"}')),
    )
    .map(
      ([reference, amount, metadata]) =>
        `{"reference":${reference},"amount":${amount},"metadata":${metadata}}`,
    )
  const event = fc
    .tuple(junk, junk, fc.oneof(junk, fc.constant('"charge"')), junk)
    .map(
      ([id, key, kind, about]) =>
        `{"object":"event","id":${id},"key":${key},"data":{"object":${kind},"id":${about}}}`,
    )
  const deep = fc
    .tuple(fc.constantFrom('[', '{"a":', '{"metadata":['), fc.integer({ min: 100, max: 8_000 }))
    .map(([open, depth]) => open.repeat(depth))
  const long = fc
    .integer({ min: 10_000, max: 400_000 })
    .map((length) => `{"reason":"${'x'.repeat(length)}"}`)
  return fc.oneof(
    fc.oneof(object, order, event, deep, long, junk).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 200 }),
    fc
      .uint8Array({ maxLength: 20 })
      .map((bytes) => Buffer.concat([Buffer.from('{"reason":"'), bytes, Buffer.from('"}')])),
  )
}

/** What `node:http` agrees to send, and no more decent than that. */
function encodeLoosely(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(/[^!$&-.:;=@-Z_a-z~]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function toStrings(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, one]) => (one === undefined ? [] : [[name, one]])),
  )
}
