/**
 * For tests: what Omise's clients for Python, PHP, Ruby and Go put on the wire,
 * as it was recorded when they ran against the simulator. `{source}` and the
 * like stand for ids that were answered before.
 */
export type Step = {
  readonly sent: readonly [method: string, path: string, body?: string]
  readonly answer: Record<string, unknown>
  readonly status?: number
  /** The name under which the answer's id is known to later steps. */
  readonly as?: string
  /** Omise's tokens and sources are made with the public key. */
  readonly withPublicKey?: boolean
}

const charged = { object: 'charge', status: 'pending', metadata: { order_id: 'ไทย' } }
const capture = { object: 'error', code: 'failed_capture' }
const foundOne = { object: 'search', total: 1, data: [{ object: 'charge' }] }

export const officialForms: Record<
  string,
  { headers: Record<string, string>; steps: readonly Step[] }
> = {
  Python: {
    headers: {
      'User-Agent': 'OmisePython/unknown',
      'Accept-Encoding': 'gzip, deflate',
      Accept: 'application/json',
      Connection: 'keep-alive',
      'Content-Type': 'application/json',
    },
    steps: [
      { sent: ['GET', '/account', '{}'], answer: { object: 'account' } },
      {
        sent: [
          'POST',
          '/sources',
          '{"amount": 20000, "currency": "THB", "phone_number": "0812345678", "type": "truemoney"}',
        ],
        answer: { object: 'source', type: 'truemoney' },
        as: 'source',
        withPublicKey: true,
      },
      {
        sent: [
          'POST',
          '/charges',
          '{"amount": 20000, "currency": "THB", "metadata": {"order_id": "\\u0e44\\u0e17\\u0e22"}, "return_uri": "https://shop.example/", "source": "{source}"}',
        ],
        answer: charged,
        as: 'charge',
      },
      {
        sent: [
          'GET',
          '/charges',
          '{"from": null, "limit": 1, "offset": 0, "order": null, "to": null}',
        ],
        answer: { object: 'list', limit: 1, total: 2 },
      },
      {
        sent: ['PATCH', '/charges/{charge}', '{"description": "x"}'],
        answer: { description: 'x' },
      },
      { sent: ['POST', '/charges/{other}/expire', '{}'], answer: { status: 'expired' } },
      { sent: ['POST', '/charges/{charge}/capture', '{}'], answer: capture, status: 400 },
      { sent: ['POST', '/charges/{charge}/mark_as_paid', '{}'], answer: { paid: true } },
      {
        sent: ['POST', '/charges/{charge}/refunds', '{"amount": 5000}'],
        answer: { object: 'refund', amount: 5000 },
        as: 'refund',
      },
      {
        sent: ['GET', '/charges/{charge}/refunds/{refund}', '{}'],
        answer: { object: 'refund', amount: 5000 },
      },
      {
        sent: [
          'GET',
          '/search/?scope=charge&query={charge}&filters%5Bamount%5D=200.00&order=chronological',
          '{}',
        ],
        answer: foundOne,
      },
    ],
  },
  PHP: {
    headers: { 'User-Agent': 'OmisePHP/3.0.0 PHP/8.2.36', Accept: '*/*' },
    steps: [
      { sent: ['GET', '/account/'], answer: { object: 'account' } },
      {
        sent: [
          'POST',
          '/sources/',
          'type=truemoney&amount=20000&currency=thb&phone_number=0812345678',
        ],
        answer: { object: 'source', type: 'truemoney' },
        as: 'source',
        withPublicKey: true,
      },
      {
        sent: [
          'POST',
          '/charges/',
          'amount=20000&currency=thb&source={source}&return_uri=https%3A%2F%2Fshop.example%2F&metadata%5Border_id%5D=%E0%B9%84%E0%B8%97%E0%B8%A2&capture=1&webhook_endpoints%5B%5D=https%3A%2F%2Fa.example%2F&webhook_endpoints%5B%5D=https%3A%2F%2Fb.example%2F',
        ],
        answer: charged,
        as: 'charge',
      },
      {
        sent: ['GET', '/charges/?limit=1&offset=1'],
        answer: { object: 'list', limit: 1, total: 2 },
      },
      {
        sent: ['PATCH', '/charges/{charge}', 'description=x&metadata%5Bk%5D%5Bdeep%5D=v'],
        answer: { description: 'x', metadata: { k: { deep: 'v' } } },
      },
      { sent: ['POST', '/charges/{other}/expire'], answer: { status: 'expired' } },
      { sent: ['POST', '/charges/{charge}/capture'], answer: capture, status: 400 },
      { sent: ['POST', '/charges/{charge}/mark_as_paid'], answer: { paid: true } },
      {
        sent: ['POST', '/charges/{charge}/refunds/', 'amount=5000&metadata%5Ba%5D=b'],
        answer: { object: 'refund', amount: 5000 },
        as: 'refund',
      },
      { sent: ['GET', '/transactions/'], answer: { object: 'list', total: 2 } },
      { sent: ['GET', '/charges/{charge}/refunds?limit=5'], answer: { object: 'list', total: 1 } },
      {
        sent: [
          'GET',
          '/search/?scope=charge&query={charge}&filters%5Bamount%5D=200.00&filters%5Bcaptured%5D=true&order=reverse_chronological&page=1&per_page=5',
        ],
        answer: foundOne,
      },
    ],
  },
  Ruby: {
    headers: {
      Accept: '*/*',
      'User-Agent': 'OmiseRuby/0.11.0 Ruby/3.1.7',
      'Accept-Encoding': 'gzip;q=1.0,deflate;q=0.6,identity;q=0.3',
    },
    steps: [
      {
        sent: [
          'POST',
          '/sources',
          'type=truemoney&amount=20000&currency=thb&phone_number=0812345678',
        ],
        answer: { object: 'source', type: 'truemoney' },
        as: 'source',
        withPublicKey: true,
      },
      {
        sent: [
          'POST',
          '/charges',
          'amount=20000&currency=thb&source={source}&return_uri=https%3A%2F%2Fshop.example%2F&metadata[order_id]=%E0%B9%84%E0%B8%97%E0%B8%A2&capture=true',
        ],
        answer: charged,
        as: 'charge',
      },
      {
        sent: ['GET', '/charges?limit=1&order=reverse_chronological'],
        answer: { object: 'list', limit: 1, total: 2 },
      },
      {
        sent: ['PATCH', '/charges/{charge}', 'description=x&metadata[k]=v'],
        answer: { description: 'x', metadata: { k: 'v' } },
      },
      { sent: ['POST', '/charges/{other}/expire', ''], answer: { status: 'expired' } },
      { sent: ['POST', '/charges/{charge}/capture', ''], answer: capture, status: 400 },
      { sent: ['POST', '/charges/{charge}/mark_as_paid', ''], answer: { paid: true } },
      {
        sent: ['POST', '/charges/{charge}/refunds', 'amount=5000&metadata[a]=b'],
        answer: { object: 'refund', amount: 5000 },
        as: 'refund',
      },
      { sent: ['GET', '/charges/{charge}/events'], answer: { object: 'list', total: 4 } },
      {
        sent: ['GET', '/search?filters[amount]=200.00&page=1&query={charge}&scope=charge'],
        answer: foundOne,
      },
    ],
  },
  Go: {
    headers: {
      'User-Agent': 'OmiseGo/1.7.2 Go/go1.19',
      'Content-Type': 'application/json',
      'Accept-Encoding': 'gzip',
    },
    steps: [
      { sent: ['GET', '/capability', '{}'], answer: { object: 'capability' } },
      {
        sent: [
          'POST',
          '/charges',
          '{"source":"{theirs}","amount":20000,"currency":"thb","return_uri":"https://shop.example/","metadata":{"order_id":"ไทย"},"expires_at":"{inTwoDays}","webhook_endpoints":["https://a.example/"],"platform_fee":{}}',
        ],
        answer: charged,
        as: 'charge',
      },
      {
        sent: [
          'GET',
          '/charges',
          '{"limit":1,"order":"reverse_chronological","from":"2020-11-23T13:38:24.310499032Z"}',
        ],
        answer: { object: 'list', limit: 1, total: 2 },
      },
      {
        sent: ['PATCH', '/charges/{charge}', '{"description":"x","metadata":{"k":"v"}}'],
        answer: { description: 'x', metadata: { k: 'v' } },
      },
      { sent: ['POST', '/charges/{charge}/capture', '{}'], answer: capture, status: 400 },
      { sent: ['POST', '/charges/{charge}/mark_as_paid', '{}'], answer: { paid: true } },
      {
        sent: ['POST', '/charges/{charge}/refunds', '{"amount":5000,"metadata":{"a":"b"}}'],
        answer: { object: 'refund', amount: 5000 },
        as: 'refund',
      },
      {
        sent: ['GET', '/charges/{charge}/refunds', '{"limit":5}'],
        answer: { object: 'list', limit: 5, total: 1 },
      },
      { sent: ['GET', '/transactions', '{}'], answer: { object: 'list', total: 2 } },
      {
        sent: [
          'GET',
          '/search',
          '{"scope":"charge","query":"{charge}","filters":{"amount":"200.00"},"order":"reverse_chronological","page":1,"per_page":5}',
        ],
        answer: foundOne,
      },
    ],
  },
}
