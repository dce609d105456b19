/** What the bench sees of pages that behave as other widgets do, in its own browser. */
import type { Browser } from 'playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measureForm } from './measure-form.ts'
import { openBrowser } from './open-browser.ts'
import type { Subject } from './subject.ts'
import { type SubjectServer, serveSubjects } from './subject-server.ts'

/** Its field is there from the start, and seen when another host was asked eight times and found to be unknown; asks once more. */
const fading: Subject = {
  name: 'fading',
  script: `
    const elsewhere = 'http://elsewhere.localhost:' + location.port
    const unknown = () => fetch(elsewhere, { mode: 'no-cors' }).then(() => new Promise(() => {}), () => {})
    const often = (times) => times > 0 && unknown().then(() => often(times - 1))
    const preflighted = fetch(elsewhere, { headers: { 'x-shop': '1' } }).catch(() => {})
    preflighted.then(() => often(7)).then(() => {
      const pay = document.querySelector('#pay')
      pay.removeAttribute('class')
      pay.addEventListener('input', unknown, { once: true })
    })`,
  style: '.waiting { opacity: 0 }',
  place: '<div id="pay" class="waiting"><input autocomplete="tel"></div>',
}
const deaf: Subject = { name: 'deaf', script: '', place: '<input type="tel" readonly>' }
const torn: Subject = {
  name: 'torn',
  script: "import('./missing.js').catch(() => {})",
  place: '<input type="tel">',
}

let server: SubjectServer
let browser: Browser
beforeAll(async () => {
  server = await serveSubjects([fading, deaf, torn])
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

describe('a form that is measured', () => {
  it('is usable when its field is seen, and its requests until then are told from later ones', async () => {
    expect(await measureForm(browser, server.urlOf(fading))).toMatchObject({
      requestsBeforeUsable: 10,
      foreignRequests: 9,
    })
  })

  it('takes what is typed, or is not measured', async () => {
    await expect(measureForm(browser, server.urlOf(deaf))).rejects.toThrow('to take 0812345678')
  })

  it('has all of its files, or is not measured', async () => {
    await expect(measureForm(browser, server.urlOf(torn))).rejects.toThrow('missing.js')
  })
})
