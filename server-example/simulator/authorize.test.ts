import { expect, it } from 'vitest'
import { pickLanguage } from './authorize-pages/language.ts'
import { walletFailures } from './methods/failures.ts'
import { openTestAccount, type TestAccount } from './test-account.ts'

async function openPage(form = '') {
  const account = openTestAccount()
  const { id, authorizeUri } = await account.charge(form)
  const visit = async (look = '') => {
    const url = new URL(authorizeUri)
    const response = await account.fetchRaw('GET', `${url.pathname}?${look}`, noKey)
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const outcome = async () => {
    const { body } = await account.get(`/charges/${id}`)
    return [body.status, body.failure_code]
  }
  return {
    account,
    authorizeUri,
    visit,
    outcome,
    press: (f: string) => account.press(authorizeUri, f),
  }
}

const noKey = { key: null, version: null }
const codeIn = (page: string) => /id="sms-code">(\d{6})</.exec(page)?.[1] ?? ''
const wrong = (code: string) => (code === '111111' ? '222222' : '111111')

it.each<[form: string, status: string, failureCode: string | null]>([
  ['decision=successful', 'successful', null],
  ['decision=expired', 'expired', null],
  ['decision=none', 'pending', null],
  ...walletFailures.map(({ code }): [string, string, string] => [
    `decision=failed&failure_code=${code}`,
    'failed',
    code,
  ]),
])('ends with %s and sends the buyer back', async (form, status, failureCode) => {
  const { press, outcome } = await openPage()
  const response = await press(form)
  expect(response.status).toBe(303)
  expect(response.headers.get('Location')).toBe('https://shop.test/done')
  expect(await outcome()).toEqual([status, failureCode])
})

it('offers each failure code, payment_rejected first', async () => {
  const { text } = await (await openPage()).visit()
  const offered = [...text.matchAll(/<option value="([a-z_]+)">\1</g)].map((match) => match[1])
  expect(offered).toEqual(walletFailures.map(({ code }) => code))
  expect(offered[0]).toBe('payment_rejected')
})

it('stays on the page when the decision is none of its buttons', async () => {
  const { press, outcome } = await openPage()
  expect((await press('decision=nonsense')).headers.get('Location')).toMatch(/^\?look=test/)
  expect(await outcome()).toEqual(['pending', null])
})

it('says that it is a simulator, and shows amount, charge and four digits of the phone', async () => {
  const { visit } = await openPage()
  for (const look of ['', 'look=otp']) {
    const { text } = await visit(`${look}&lang=en`)
    expect(text).toContain('<strong>Simulator</strong>')
    expect(text).toContain('฿1,000.00')
    expect(text).toContain('0XX-XXX-5678')
    expect(text).not.toContain('0812345678')
  }
})

it.each([
  [undefined, undefined, 'th'],
  [undefined, '*', 'th'],
  [undefined, 'en-US,en;q=0.9', 'en'],
  [undefined, 'th-TH,th;q=0.9,en;q=0.8', 'th'],
  [undefined, 'en;q=0.5, TH;q=0.7', 'th'],
  [undefined, 'th;q=0, en;q=0.1', 'en'],
  [undefined, 'ja,th;q=0.5', 'th'],
  [undefined, 'ja', 'en'],
  ['th', 'en', 'th'],
  ['en', 'th', 'en'],
  ['xx', 'th', 'th'],
])(
  'speaks, with %j chosen on the page and a browser that asks for %j, %s',
  (chosen, asked, language) => {
    expect(pickLanguage(chosen, asked)).toBe(language)
  },
)

it('speaks the browser’s language, or what is chosen, and keeps it in its forms', async () => {
  const { visit } = await openPage()
  const thai = await visit()
  expect(thai.text).toContain('<html lang="th">')
  expect(thai.text).toContain('ให้ชำระเงินสำเร็จ')
  const english = await visit('lang=en&look=otp')
  expect(english.text).toContain('<html lang="en">')
  expect(english.text).toContain('action="?look=otp&lang=en"')
  expect(english.text).toContain('href="?look=otp&amp;lang=th"')
})

it('needs no script and lets none in', async () => {
  const { visit } = await openPage()
  const { headers, text } = await visit()
  expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; style-src 'self';/)
  expect(text).not.toMatch(/<script|<style|style=|\son[a-z]+=/)
})

it('sends the buyer to an address with other letters and to an app', async () => {
  const thai = await openPage('return_uri=https://shop.test/ขอบคุณ?a=1%26b=2')
  const location = (await thai.press('decision=none')).headers.get('Location') ?? ''
  expect(decodeURI(location)).toBe('https://shop.test/ขอบคุณ?a=1&b=2')
  const app = await openPage('return_uri=myshop://done')
  expect((await app.visit()).headers.get('Content-Security-Policy')).toContain(' myshop:;')
  expect((await app.press('decision=none')).headers.get('Location')).toBe('myshop://done')
})

it.each([
  ['decision=successful', 'This payment is done'],
  ['decision=failed', 'This payment has failed'],
  ['decision=expired', 'This payment has expired'],
])('after %s, says so and leads back', async (form, title) => {
  const { press, visit, outcome } = await openPage('return_uri=https://shop.test/?a=1%26b=%22x')
  await press(form)
  const before = await outcome()
  const { status, text } = await visit('lang=en')
  expect(status).toBe(200)
  expect(text).toContain(`<h1>${title}</h1>`)
  expect(text).toContain('<a href="https://shop.test/?a=1&amp;b=%22x">')
  expect(text).not.toContain('<form')

  for (const late of ['decision=failed&failure_code=timeout', 'decision=resend']) {
    const again = await press(late)
    expect(again.headers.get('Location')).toBe('https://shop.test/?a=1&b=%22x')
  }
  expect(await outcome()).toEqual(before)
})

it('completes a charge once when the button is pressed twice', async () => {
  const { account, press } = await openPage()
  await Promise.all([press('decision=successful'), press('decision=successful')])
  const { body } = await account.get('/events')
  expect(body.data).toMatchObject([{ key: 'charge.create' }, { key: 'charge.complete' }])
})

it('does not let an expired charge be paid', async () => {
  const { account, press, outcome } = await openPage()
  await account.control('/clock', { advanceMs: 7 * 24 * 60 * 60 * 1000 })
  await press('decision=successful')
  expect(await outcome()).toEqual(['expired', null])
})

it('does not know a payment that is not there', async () => {
  const account = openTestAccount()
  for (const method of ['GET', 'POST']) {
    const response = await account.fetchRaw(method, '/payments/pay2_test_1/authorize', noKey)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('ไม่พบรายการนี้')
  }
})

it('takes the code of the SMS', async () => {
  const { press, visit, outcome } = await openPage()
  const code = codeIn((await visit('look=otp')).text)
  expect(code).toMatch(/^\d{6}$/)
  const response = await press(`decision=confirm&code=${code.slice(0, 3)}+${code.slice(3)}`)
  expect(response.headers.get('Location')).toBe('https://shop.test/done')
  expect(await outcome()).toEqual(['successful', null])
})

it('says that a code is wrong, and fails at the third', async () => {
  const { press, visit, outcome } = await openPage()
  const code = codeIn((await visit('look=otp')).text)
  for (const left of [2, 1]) {
    const response = await press(`decision=confirm&code=${wrong(code)}`)
    expect(response.headers.get('Location')).toBe('?look=otp&lang=th')
    const { text } = await visit('look=otp&lang=en')
    expect(text).toMatch(
      new RegExp(`role="alert"[^>]*>That code is not right. <span[^>]*>Tries left: ${left}<`),
    )
    expect(text).toContain('aria-invalid="true"')
    expect(codeIn(text)).toBe(code)
    expect(await outcome()).toEqual(['pending', null])
  }
  const third = await press(`decision=confirm&code=${wrong(code)}`)
  expect(third.headers.get('Location')).toBe('https://shop.test/done')
  expect(await outcome()).toEqual(['failed', 'failed_processing'])
})

it('does not count a code that is not complete', async () => {
  const { press, visit, outcome } = await openPage()
  for (const code of ['', '123', 'abcdef', '1234567']) await press(`decision=confirm&code=${code}`)
  expect((await visit('look=otp&lang=en')).text).toContain('Please enter all 6 digits.')
  expect(await outcome()).toEqual(['pending', null])
})

it('sends a new code, after which the old one is wrong', async () => {
  const { press, visit, outcome } = await openPage()
  const old = codeIn((await visit('look=otp')).text)
  await press('decision=resend')
  const { text } = await visit('look=otp&lang=en')
  const fresh = codeIn(text)
  expect(fresh).not.toBe(old)
  expect(text).toContain('A new code was sent.')
  await press(`decision=confirm&code=${old}`)
  expect(await outcome()).toEqual(['pending', null])
  await press(`decision=confirm&code=${fresh}`)
  expect(await outcome()).toEqual(['successful', null])
})

it('keeps counting wrong codes over a new one', async () => {
  const { press, visit, outcome } = await openPage()
  for (const _try of [1, 2, 3]) {
    const code = codeIn((await visit('look=otp')).text)
    await press(`decision=confirm&code=${wrong(code)}`)
    await press('decision=resend')
  }
  expect(await outcome()).toEqual(['failed', 'failed_processing'])
})

it('cancels from the OTP page', async () => {
  const { press, visit, outcome } = await openPage()
  const { text } = await visit('look=otp')
  expect(text).toContain('name="failure_code" value="payment_cancelled"')
  await press('decision=failed&failure_code=payment_cancelled')
  expect(await outcome()).toEqual(['failed', 'payment_cancelled'])
})

it('serves its stylesheet', async () => {
  const account: TestAccount = openTestAccount()
  const response = await account.fetchRaw('GET', '/payments/authorize.css', noKey)
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toMatch(/^text\/css/)
})
