import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'

const paymentMethods = ['truemoney', 'truemoney_jumpapp', 'truemoney_qr']
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148'
const computer = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0'

async function open(type = 'truemoney_jumpapp', form = '') {
  const account = openTestAccount({ paymentMethods })
  const { body } = await account.post(
    '/charges',
    `amount=100000&currency=thb&return_uri=https://shop.test/done&source[type]=${type}&${form}`,
  )
  const path = new URL(String(body.authorize_uri)).pathname
  const scanPath = path.replace(/authorize$/, 'scan')
  const visit = async (address: string, userAgent = computer) => {
    const headers = { 'User-Agent': userAgent, 'Accept-Language': 'en' }
    const response = await account.fetchRaw('GET', address, { key: null, headers })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const press = async (address: string, fields: string) => {
    const response = await account.fetchRaw('POST', address, { form: fields, key: null })
    return response.headers.get('Location')
  }
  return {
    account,
    visit,
    press,
    page: `${path}?look=app`,
    scanPath,
    pin: async () => /id="sms-code">(\d{6})</.exec((await visit(scanPath)).text)?.[1] ?? '',
    read: async () => (await account.get(`/charges/${body.id}`)).body,
  }
}

it('shows a button for the app on a phone, and a QR code that waits on a computer', async () => {
  const { visit, page } = await open()
  const phone = await visit(page, iphone)
  expect(phone.text).toContain('Open the TrueMoney app')
  expect(phone.text).not.toContain('<img')
  expect(phone.headers.get('Refresh')).toBeNull()

  const desktop = await visit(page)
  expect(desktop.text).toContain('<img src="data:image/svg+xml;base64,')
  expect(desktop.text).toContain('Expires if not begun by <strong>16:44:53</strong>')
  expect(desktop.headers.get('Refresh')).toBe('2')
  expect(desktop.headers.get('Content-Security-Policy')).toMatch(/img-src data:/)
})

it('shows either on the other device, too', async () => {
  const { visit, page } = await open()
  expect((await visit(`${page}&device=computer`, iphone)).text).toContain('<img')
  expect((await visit(`${page}&device=phone`)).text).not.toContain('<img')
})

it('leads from the test page to what a real buyer of each method would see', async () => {
  const links = []
  for (const type of paymentMethods) {
    const { visit, page } = await open(type, 'source[phone_number]=0812345678')
    const { text } = await visit(page.replace('?look=app', ''))
    links.push(/class="other-look"><a href="([^"]+)"/.exec(text)?.[1])
  }
  expect(links).toEqual(['?look=otp&amp;lang=en', '?look=app&amp;lang=en', 'scan?lang=en'])
})

it('takes the charge up when the app opens, so that three minutes no longer end it', async () => {
  const { account, visit, page, scanPath, read } = await open()
  await visit(page)
  await visit(scanPath)
  expect((await visit(page)).text).toContain('The app is open.')
  await account.control('/clock', { advanceMs: 4 * 60_000 })
  expect(await read()).toMatchObject({ status: 'pending' })
})

it('does not take a charge up whose page was only looked at', async () => {
  const { account, visit, page, read } = await open()
  await visit(page, iphone)
  await account.control('/clock', { advanceMs: 3 * 60_000 })
  expect(await read()).toMatchObject({ status: 'expired' })
})

it('pays on the same phone by PIN, and leads back to the shop', async () => {
  const { press, page, scanPath, pin, read } = await open()
  expect(await press(page, 'decision=open')).toBe('scan?back=1&lang=th')
  const location = await press(`${scanPath}?back=1`, `decision=confirm&code=${await pin()}`)
  expect(location).toBe('https://shop.test/done')
  expect(await read()).toMatchObject({ status: 'successful', paid: true })
})

it('pays on another device, which is not led back; the computer’s page is', async () => {
  const { visit, press, page, scanPath, pin, read } = await open()
  expect(await press(scanPath, `decision=confirm&code=${await pin()}`)).toBe('?lang=th')
  expect(await read()).toMatchObject({ status: 'successful' })
  const done = await visit(scanPath)
  expect(done.text).toContain('<h1>This payment is done</h1>')
  expect(done.text).not.toContain('https://shop.test/done')
  const waiting = await visit(page)
  expect([waiting.status, waiting.headers.get('Location')]).toEqual([303, 'https://shop.test/done'])
})

it('says at the computer’s page that the charge has expired, and goes nowhere by itself', async () => {
  const { account, visit, page } = await open()
  await account.control('/clock', { advanceMs: 3 * 60_000 })
  const { status, text, headers } = await visit(page)
  expect(status).toBe(200)
  expect(headers.get('Refresh')).toBeNull()
  expect(text).toContain('<h1>This payment has expired</h1>')
  expect(text).toContain('href="https://shop.test/done"')
})

it('pays what the QR code of a charge leads to', async () => {
  const { press, scanPath, pin, read } = await open('truemoney_qr')
  await press(scanPath, `decision=confirm&code=${await pin()}`)
  expect(await read()).toMatchObject({ status: 'successful' })
})

it('says that a PIN is wrong, and fails at the third', async () => {
  const { visit, press, scanPath, pin, read } = await open()
  const wrong = (await pin()) === '111111' ? '222222' : '111111'
  await press(scanPath, `decision=confirm&code=${wrong}`)
  expect((await visit(scanPath)).text).toContain('That PIN is not right.')
  await press(scanPath, 'decision=confirm&code=12')
  expect((await visit(scanPath)).text).toContain('Please enter all 6 digits.')
  await press(scanPath, `decision=confirm&code=${wrong}`)
  expect(await read()).toMatchObject({ status: 'pending' })
  await press(scanPath, `decision=confirm&code=${wrong}`)
  expect(await read()).toMatchObject({ status: 'failed', failure_code: 'failed_processing' })
})

it.each([
  ['the app', '/scan', 'decision=failed'],
  ['TrueMoney’s page', '/authorize?look=app', 'decision=failed&failure_code=payment_cancelled'],
])('is cancelled from %s', async (_where, end, form) => {
  const { press, scanPath, read } = await open()
  await press(scanPath.replace('/scan', end), form)
  expect(await read()).toMatchObject({ status: 'failed', failure_code: 'payment_cancelled' })
})

it('does nothing for a button that it does not have, and knows no other payment', async () => {
  const { visit, press, scanPath, read } = await open()
  await press(scanPath, 'decision=successful')
  expect(await read()).toMatchObject({ status: 'pending' })
  const missing = '/payments/pay2_test_1/scan'
  expect((await visit(missing)).status).toBe(404)
  expect(await press(missing, 'decision=confirm&code=1')).toBeNull()
})

it('keeps the way back and the language in its forms and links, and needs no script', async () => {
  const { visit, scanPath } = await open()
  const { text } = await visit(`${scanPath}?back=1&lang=th`)
  expect(text).toContain('<html lang="th">')
  expect(text).toContain('action="?back=1&amp;lang=th"')
  expect(text).toContain('href="?back=1&amp;lang=en"')
  expect(text).not.toMatch(/<script|<style|style=|\son[a-z]+=/)
})
