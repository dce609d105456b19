/** Each state of the checkout as assistive technology gets it: what is there, in which order, under which name. */
import type { Locator } from 'playwright/test'
import type { Texts } from '../../widget/locales/texts.ts'
import type { Buyer } from '../support/shop-page.ts'

/** Of Christ or of the Buddha. */
const year = '2[05][0-9]{2}'

/** By the scene's name. */
export function treesIn(texts: Texts): Record<string, string> {
  const { form, unconfirmed, waiting } = texts
  const notice = ({ title, body }: { title: string; body: string }, ...rest: string[]) =>
    lines('- status', `- heading ${quoted(title)} [level=2]`, paragraph(body), ...rest)
  const field = (state = '', text = '') =>
    `- textbox ${quoted(form.phoneLabel)}${state}${text && `: ${text}`}`
  const top = (said = '') => [
    said ? `- status: ${quoted(said)}` : '- status',
    `- heading ${quoted(form.title)} [level=2]`,
    `- text: ${quoted(form.phoneLabel)}`,
  ]
  const titled = ['- status', `- heading ${quoted(form.title)} [level=2]`]
  const typed = [field('', '081-234-5678'), paragraph(form.phoneHint)]
  const pay = `- button /^${form.pay.replace('{amount}', '฿[0-9.]+')}$/`
  const busy = (name: string) => `- button ${quoted(name)} [disabled]`
  const receipt = ['- paragraph: /฿[0-9.]+/', '- paragraph: /YT-[A-F0-9]+/']
  const unconfirmedAs = (body: string, choice: string, ...rest: string[]) => [
    `- heading ${quoted(unconfirmed.title)} [level=2]`,
    paragraph(body),
    ...receipt,
    button(unconfirmed.continue),
    button(choice),
    paragraph(waiting.mayClose),
    paragraphOf(waiting.expires, `.*${year}.*`),
    ...rest,
  ]
  const said = (text: string) => `- status: ${quoted(text)}`

  return {
    checkout: lines(...top(), field(), paragraph(form.phoneHint), pay, paragraph(form.next)),
    'form-wrong-number': lines(
      ...top(),
      field(' [invalid]', '/[0-9-]+/'),
      `- alert: ${quoted(texts.fieldProblems.landline)}`,
      pay,
      paragraph(form.next),
    ),
    'form-omise-busy': lines(
      ...top(),
      ...typed,
      pay,
      `- alert: ${quoted(texts.formErrors.provider_unavailable)}`,
      paragraph(form.next),
    ),
    'form-sending': lines(
      ...top(form.creating),
      ...typed,
      busy(form.creating),
      paragraph(form.next),
    ),
    'form-leaving': lines(
      ...top(form.leaving),
      ...typed,
      busy(form.leaving),
      '- paragraph:',
      `  - link ${quoted(form.leaveByHand)}`,
    ),
    'form-handed-over': lines(
      ...top(form.handedOver),
      ...typed,
      busy(form.handedOver),
      paragraph(form.next),
    ),
    'form-offline': lines(
      ...top(texts.offline.ready),
      field(),
      paragraph(form.phoneHint),
      pay,
      paragraph(texts.offline.ready),
      paragraph(form.next),
    ),
    overlay: lines(...top(), field(), paragraph(form.phoneHint), pay, paragraph(form.next)),
    'form-amount-changed': notice(texts.stopped.amount_changed, button(texts.reload)),
    'back-from-truemoney': lines(
      '- status',
      ...unconfirmedAs(unconfirmed.body, unconfirmed.anotherNumber),
    ),
    'waited-long': lines(
      said(unconfirmed.paused),
      ...unconfirmedAs(
        unconfirmed.paused,
        unconfirmed.checkNow,
        paragraphOf(waiting.waited, '.*12.*'),
      ),
    ),
    'offline-unconfirmed': lines(
      said(texts.offline.waiting),
      ...unconfirmedAs(unconfirmed.body, unconfirmed.anotherNumber),
    ),
    'server-out-of-reach': lines(
      said(unconfirmed.unreachable),
      ...unconfirmedAs(unconfirmed.body, unconfirmed.checkNow),
    ),
    'return-verifying': notice(texts.verifying),
    'return-successful': notice(
      texts.successful,
      '- paragraph: /฿[0-9.]+/',
      `- paragraph: /${year}/`,
      '- paragraph: /YT-[A-F0-9]+/',
    ),
    'return-failed': notice(
      { title: texts.failed.title, body: texts.failures.insufficient_fund },
      ...receipt,
      button(texts.failed.retry),
    ),
    'return-expired': notice(texts.expired, ...receipt, button(texts.expired.retry)),
    'form-app': lines(
      ...titled,
      pay,
      paragraph(texts.app.onComputer),
      button(texts.otherWay.truemoney),
    ),
    'form-qr': lines(...titled, pay, paragraph(texts.qr.next)),
    'method-unavailable': notice(texts.stopped.method_unavailable),
    'waiting-for-app': lines(
      '- status',
      `- heading ${quoted(texts.app.waiting.title)} [level=2]`,
      paragraph(texts.app.waiting.body),
      button(texts.app.openAgain),
      button(texts.otherWay.truemoney),
      paragraph(waiting.mayClose),
    ),
    'too-late-for-app': lines(
      '- status',
      `- heading ${quoted(texts.app.late.title)} [level=2]`,
      paragraph(texts.app.late.body),
      button(texts.app.anew),
      button(texts.otherWay.truemoney),
      paragraph(waiting.mayClose),
    ),
    'qr-code': lines(
      '- status',
      `- heading ${quoted(texts.qr.title)} [level=2]`,
      paragraph(texts.qr.body),
      `- img ${quoted(texts.qr.code)}`,
      '- paragraph: /฿[0-9.]+/',
      `- status: ${quoted(texts.qr.left.replace('{minutes}', '3'))}`,
      `- link ${quoted(texts.qr.save)}`,
    ),
    'return-unknown-order': notice(texts.stopped.order_unknown),
    'return-without-order': notice(texts.missing),
  }
}

/** The checkout as it is read, from its first word. */
export function checkoutOf({ page }: Buyer): Locator {
  return page.locator('[part~="root"]').last()
}

function lines(...all: string[]): string {
  return all.join('\n')
}

function paragraph(text: string): string {
  return `- paragraph: ${quoted(text)}`
}

/** One whose `{time}` looks like this. */
function paragraphOf(text: string, time: string): string {
  return `- paragraph: /^${text.replace('{time}', time)}$/`
}

function button(name: string): string {
  // A colon in it would end a key of the tree's YAML.
  return name.includes(': ') ? `- 'button ${quoted(name)}'` : `- button ${quoted(name)}`
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
