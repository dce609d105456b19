/** `Omise.createSource` by hand, as a page calls Omise.js. What Omise.js does: see omise-compatible.journey.ts. */
import type { Page } from 'playwright/test'
import { expect, test } from '../../omise-js/merchant.ts'
import { confirmAtTrueMoney, left, script } from '../../omise-js/paying.ts'
import type { Stack } from '../../support/stack.ts'

const params = `{ amount: 100000, currency: 'THB', phone_number: '0812345678' }`

/** A page whose own script has `params`, an `answers` list, and says what it does with both. */
const byHand = (stack: Stack, code: string, key = stack.publicKey) => `
  <form id="form" action="/charge" method="post"><input type="hidden" name="omiseSource"></form>
  ${script(stack)}
  <script>
    window.answers = []
    window.returned = Omise.setPublicKey('${key}')
    const params = ${params}
    ${code}
  </script>`

const keep = `Omise.createSource('truemoney', params, (status, body) => answers.push([status, body]))`
const answers = (page: Page) => left(page, 'answers')

test('a source made by hand is charged and paid', async ({ page, stack, merchant }) => {
  const code = `
    Omise.createSource('truemoney', params, (status, source) => {
      if (status !== 200) return
      form.omiseSource.value = source.id
      form.submit()
    })`
  await page.goto(merchant.serve('source.html', byHand(stack, code)))
  await confirmAtTrueMoney(page, stack, merchant)
})

test.describe('createSource', () => {
  test('answers HTTP’s status and Omise’s JSON, and leaves key and parameters as they are', async ({
    page,
    stack,
    merchant,
  }) => {
    const kept = `window.sent = params; ${keep}`
    await page.goto(merchant.serve('answered.html', byHand(stack, kept)))
    await expect
      .poll(() => answers(page))
      .toEqual([
        [
          200,
          expect.objectContaining({
            object: 'source',
            type: 'truemoney',
            phone_number: '0812345678',
          }),
        ],
      ])
    expect(await left(page, 'returned')).toBe(stack.publicKey)
    expect(await left(page, 'sent')).toEqual({
      amount: 100_000,
      currency: 'THB',
      phone_number: '0812345678',
    })
  })

  test('passes a refusal of Omise on', async ({ page, stack, merchant, trouble }) => {
    trouble.announce(/status of 4\d\d/)
    const strange = byHand(stack, `params.phone_number = '1'; ${keep}`)
    await page.goto(merchant.serve('refused.html', strange))
    await expect
      .poll(() => answers(page))
      .toEqual([[400, expect.objectContaining({ object: 'error', code: 'bad_request' })]])
  })

  test('says 0 and create_source_error when Omise is out of reach', async ({
    page,
    stack,
    merchant,
    trouble,
  }) => {
    trouble.announce(/ERR_CONNECTION_REFUSED/)
    const url = merchant.serve('unreachable.html', byHand(stack, keep))
    await stack.stopSimulator()
    await page.goto(url)
    const error = { code: 'create_source_error', error: expect.stringContaining('Omise') }
    await expect.poll(() => answers(page)).toEqual([[0, expect.objectContaining(error)]])
    expect(JSON.stringify(await answers(page))).not.toMatch(/0812345678|pkey_/)
  })

  test('gives up after 30 seconds without an answer', async ({ page, stack, merchant }) => {
    await page.clock.install()
    await page.route('**/sources', () => {})
    const asked = page.waitForRequest('**/sources')
    await page.goto(merchant.serve('silent.html', byHand(stack, keep)))
    await asked
    await page.clock.runFor(29_000)
    expect(await answers(page)).toEqual([])
    await page.clock.runFor(2_000)
    await expect
      .poll(() => answers(page))
      .toEqual([[0, expect.objectContaining({ code: 'create_source_error' })]])
  })

  test('calls back once when the callback throws, and window.onerror hears of it', async ({
    page,
    stack,
    merchant,
    trouble,
  }) => {
    trouble.announce(/the page is wrong|status of 400/)
    const throwing = `Omise.createSource('truemoney', params, (status) => {
      answers.push(status)
      throw new Error('the page is wrong')
    })`
    const thrown = page.waitForEvent('pageerror')
    await page.goto(merchant.serve('throws.html', byHand(stack, throwing)))
    expect((await thrown).message).toBe('the page is wrong')
    // Another source, refused or not, is answered later than a second call would be.
    await page.evaluate(
      () =>
        new Promise((resolve) =>
          Reflect.get(window, 'Omise').createSource('truemoney', {}, resolve),
        ),
    )
    expect(await answers(page)).toEqual([200])
  })

  test('sends nothing without a public key', async ({ page, stack, merchant }) => {
    await page.goto(merchant.serve('keyless.html', byHand(stack, keep, '')))
    await expect
      .poll(() => answers(page))
      .toEqual([[0, expect.objectContaining({ message: expect.stringContaining('setPublicKey') })]])
    expect((await stack.simulator.state()).sources).toEqual([])
  })

  test('a secret key is refused at once, whoever is given it', async ({
    page,
    stack,
    merchant,
    trouble,
  }) => {
    trouble.announce(/roll the secret key/)
    const secret = stack.publicKey.replace('pkey_', 'skey_')
    const code = `
      for (const give of [
        () => Omise.setPublicKey('${secret}'),
        () => OmiseCard.configure({ publicKey: '${secret}' }),
        () => OmiseCard.configureButton('#form', { key: '${secret}' }),
        () => OmiseCard.open({ publicKey: '${secret}', amount: 100000 }),
      ]) {
        try { give() } catch (error) { answers.push([error.code, error.message.includes('roll'), error.message.includes('${secret}')]) }
      }`
    await page.goto(merchant.serve('secret.html', byHand(stack, code)))
    expect(await answers(page)).toEqual(Array(4).fill(['secret_key', true, false]))
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})
