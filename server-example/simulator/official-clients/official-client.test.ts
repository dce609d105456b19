/** Omise's own client for Node, as it comes: it is told of the simulator by the proxy variables alone. */
import Omise from 'omise'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ListeningSimulator, startSimulator } from '../simulator.ts'

type Client = ReturnType<typeof open>

/** What the client can ask and the simulator does not play. */
const elsewhere: [string, (omise: Client) => Promise<unknown>][] = [
  ['a token', (omise) => omise.tokens.create({ card: aCard })],
  ['reading a token', (omise) => omise.tokens.retrieve('tokn_test_1')],
  ['a customer', (omise) => omise.customers.create({ email: 'buyer@shop.test' })],
  ['a customer’s cards', (omise) => omise.customers.listCards('cust_test_1')],
  ['a transfer', (omise) => omise.transfers.create({ amount: 10_000 })],
  ['a recipient', (omise) => omise.recipients.retrieve('recp_test_1')],
  ['the list of disputes', (omise) => omise.disputes.listOpen()],
  ['a link', (omise) => omise.links.retrieve('link_test_1')],
  ['a schedule', (omise) => omise.schedules.retrieve('schd_test_1')],
  ['a change of the account', (omise) => omise.account.updateAccount({ chain_enabled: true })],
]

let simulator: ListeningSimulator
beforeEach(async () => {
  simulator = await startSimulator({ port: 0, host: '127.0.0.1' })
  vi.stubEnv('http_proxy', simulator.url)
  vi.stubEnv('OMISE_SCHEME', 'http')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await simulator.close()
})

describe.each(['2017-11-02', '2019-05-29'])('the client of version %s', (omiseVersion) => {
  it('charges a source and follows it until it is paid', async () => {
    const omise = open(omiseVersion)
    const charge = await newCharge(omise)
    expect(charge).toMatchObject({ object: 'charge', status: 'pending', amount: 100_000 })
    expect(charge.authorize_uri).toContain(simulator.url)
    await pay(charge)
    expect(await omise.charges.retrieve(charge.id)).toMatchObject({ status: 'successful' })
    expect(await omise.charges.list({ limit: 1 })).toMatchObject({
      object: 'list',
      total: 1,
      limit: 1,
      data: [{ id: charge.id }],
    })
  })

  it('reads a source back', async () => {
    const omise = open(omiseVersion)
    const source = await newSource(omise)
    expect(await omise.sources.retrieve(source.id)).toMatchObject({
      id: source.id,
      type: 'truemoney',
      flow: 'redirect',
    })
  })

  it('changes a charge, expires it, and hears that it cannot be captured or reversed', async () => {
    const omise = open(omiseVersion)
    const { id } = await newCharge(omise)
    const changed = await omise.charges.update(id, { ...terms, description: 'two cups' })
    expect(changed.description).toBe('two cups')
    await expect(omise.charges.capture(id)).rejects.toMatchObject({ code: 'failed_capture' })
    await expect(omise.charges.reverse(id)).rejects.toMatchObject({ code: 'failed_reverse' })
    expect(await omise.charges.expire(id)).toMatchObject({ status: 'expired' })
    await expect(omise.charges.expire(id)).rejects.toMatchObject({ code: 'failed_expire' })
  })

  it('gives back a part, and finds the refund in every place', async () => {
    const omise = open(omiseVersion)
    const charge = await newCharge(omise)
    await pay(charge)
    const refund = await omise.charges.createRefund(charge.id, { amount: 30_000 })
    expect(refund).toMatchObject({ object: 'refund', amount: 30_000, charge: charge.id })
    expect(await omise.charges.retrieveRefund(charge.id, refund.id)).toMatchObject(refund)
    expect(await omise.charges.listRefunds(charge.id)).toMatchObject({ total: 1 })
  })

  it('searches by query and filters', async () => {
    const omise = open(omiseVersion)
    const { id } = await newCharge(omise)
    await newCharge(omise)
    expect(await search(omise, { scope: 'charge', query: id })).toMatchObject({
      object: 'search',
      total: 1,
      data: [{ id }],
    })
  })

  it('reads events', async () => {
    const omise = open(omiseVersion)
    await newCharge(omise)
    const events = await omise.events.list()
    const [event] = events.data
    expect(event).toMatchObject({ object: 'event', key: 'charge.create' })
    expect(await omise.events.retrieve(event?.id ?? '')).toMatchObject({ id: event?.id })
  })

  it('reads the account, what it can do, and its balance', async () => {
    const omise = open(omiseVersion)
    expect(await omise.account.retrieve()).toMatchObject({ object: 'account', livemode: false })
    expect(await omise.capability.retrieve()).toMatchObject({ object: 'capability' })
    expect(await omise.balance.retrieve()).toMatchObject({ object: 'balance', total: 0 })
    const charge = await newCharge(omise)
    await pay(charge)
    await omise.charges.createRefund(charge.id, { amount: 30_000 })
    // 3.65 % and VAT on it go to Omise.
    expect(await omise.balance.retrieve()).toMatchObject({ total: 100_000 - 3_650 - 256 - 30_000 })
  })

  it('reads what moved', async () => {
    const omise = open(omiseVersion)
    const charge = await newCharge(omise)
    await pay(charge)
    const { data } = await omise.transactions.list()
    expect(data).toMatchObject([{ object: 'transaction', amount: 100_000 - 3_650 - 256 }])
    const { id = '' } = data[0] ?? {}
    expect(await omise.transactions.retrieve(id)).toMatchObject({ id })
  })

  it.each(elsewhere)('hears that %s is not simulated', async (_what, ask) => {
    await expect(ask(open(omiseVersion))).rejects.toMatchObject({
      object: 'error',
      code: 'service_not_found',
      message: expect.stringContaining('not simulated'),
    })
  })

  it('hears of mistakes as from Omise', async () => {
    const omise = open(omiseVersion)
    await expect(omise.charges.retrieve('chrg_test_nothing')).rejects.toMatchObject({
      object: 'error',
      location: 'https://www.omise.co/api-errors#not-found',
      code: 'not_found',
    })
    await expect(omise.charges.create({ ...terms, amount: 1 })).rejects.toMatchObject({
      code: 'invalid_charge',
    })
    const stranger = Omise({ publicKey: 'pkey_test_no', secretKey: 'skey_test_no', omiseVersion })
    await expect(stranger.charges.list()).rejects.toMatchObject({ code: 'authentication_failure' })
  })
})

it('gets no answer over https, which cannot be had here', async () => {
  vi.stubEnv('OMISE_SCHEME', 'https')
  await expect(open('2019-05-29').account.retrieve()).rejects.toThrow()
})

const aCard = {
  name: 'A Buyer',
  number: '4242424242424242',
  expiration_month: 1,
  expiration_year: 2040,
  security_code: '123',
}
const terms = { amount: 100_000, currency: 'thb', return_uri: 'https://shop.test/done' }

function open(omiseVersion: string) {
  const { publicKey, secretKey } = simulator
  return Omise({ publicKey, secretKey, omiseVersion })
}

function newSource(omise: Client) {
  // The client's types do not know `phone_number`, which TrueMoney cannot do without.
  const params = { ...terms, type: 'truemoney', phone_number: '0812345678' }
  return omise.sources.create(params)
}

async function newCharge(omise: Client) {
  return omise.charges.create({ ...terms, source: (await newSource(omise)).id })
}

async function pay(charge: { authorize_uri: string }): Promise<void> {
  const decision = new URLSearchParams({ decision: 'successful' })
  const response = await fetch(charge.authorize_uri, {
    method: 'POST',
    body: decision,
    redirect: 'manual',
  })
  expect(response.status).toBe(303)
}

/** The client has it, its types do not. */
function search(omise: object, params: object): Promise<unknown> {
  if (!hasSearch(omise)) throw new Error('Expected the client to search.')
  return omise.search.list(params)
}

function hasSearch(omise: object): omise is { search: { list(p: object): Promise<unknown> } } {
  return 'search' in omise
}
