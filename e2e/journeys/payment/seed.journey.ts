/** The four calls of Omise's TrueMoney page, as written there but for host and keys, by a real curl. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { freePort, startCommand } from '../../runners/process.ts'
import { expect, test } from '../../support/journey.ts'

const sourceKeys = 'object id livemode location type flow amount currency phone_number'.split(' ')
const chargeKeys =
  'object id livemode location amount currency funding_amount funding_currency description metadata status capture authorized schedule reversed reversed_at expires_at expired expired_at voided paid paid_at transaction refunded refunds return_uri failure_code failure_message card customer ip dispute created source disputable capturable reversible refundable reference authorize_uri'.split(
    ' ',
  )
const refundsKeys = 'object from to offset limit total order location data'.split(' ')
const chargedSourceKeys = 'object id type flow amount currency phone_number'.split(' ')

const makeSource = String.raw`curl "$OMISE/sources" \
  -X POST                         \
  -u $OMISE_PUBLIC_KEY:           \
  -d "amount=100000"              \
  -d "currency=thb"               \
  -d "type=truemoney"             \
  -d "phone_number=11111111111"`

const chargeSource = String.raw`curl "$OMISE/charges"         \
  -X POST                                                   \
  -u $OMISE_SECRET_KEY:                                     \
  -d "amount=100000"                                        \
  -d "currency=thb"                                         \
  -d "return_uri=http://example.com/orders/345678/complete" \
  -d "source=$SOURCE_ID"`

const makeSourceAndCharge = String.raw`curl "$OMISE/charges"  \
  -X POST                                                   \
  -u $OMISE_SECRET_KEY:                                     \
  -d "amount=100000"                                        \
  -d "currency=thb"                                         \
  -d "return_uri=http://example.com/orders/345678/complete" \
  -d "source[type]=truemoney"                               \
  -d "source[phone_number]=11111111111"`

const readCharge = String.raw`curl -s "$OMISE/charges/$CHARGE_ID" \
  -u $OMISE_SECRET_KEY:`

test('the seed’s four calls answer as on the page', async () => {
  const port = String(await freePort())
  const command = ['npm', 'run', '--silent', 'simulator', '--', '--port', port]
  const simulator = await startCommand(command, {}, (output) => output.includes('Ctrl-C'))
  const keys = {
    OMISE: `http://localhost:${port}`,
    OMISE_PUBLIC_KEY: /pkey_test_\w+/.exec(simulator.output())?.[0] ?? '',
    OMISE_SECRET_KEY: /skey_test_\w+/.exec(simulator.output())?.[0] ?? '',
  }

  const source = await ask(makeSource, keys)
  expect(Object.keys(source)).toEqual(sourceKeys)
  expect(source).toMatchObject({ type: 'truemoney', flow: 'redirect', phone_number: '11111111111' })

  const charge = await ask(chargeSource, { ...keys, SOURCE_ID: String(source.id) })
  expectCharge(charge)
  expect(charge.source).toMatchObject({ id: source.id })

  const atOnce = await ask(makeSourceAndCharge, keys)
  expectCharge(atOnce)

  const read = await ask(readCharge, { ...keys, CHARGE_ID: String(charge.id) })
  expect(read.status).toBe('pending')
  await simulator.kill()
})

function expectCharge(charge: Record<string, unknown>): void {
  expect(Object.keys(charge)).toEqual(chargeKeys)
  expect(Object.keys(Object(charge.refunds))).toEqual(refundsKeys)
  expect(Object.keys(Object(charge.source))).toEqual(chargedSourceKeys)
  expect(charge).toMatchObject({ object: 'charge', status: 'pending', currency: 'thb' })
}

async function ask(call: string, env: Record<string, string>): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-c', call.replace('curl', 'curl --silent')],
    {
      env: { PATH: process.env.PATH ?? '', ...env },
    },
  )
  return JSON.parse(stdout)
}
