import { frame, type PageFacts, paymentFacts } from './frame.ts'
import { html } from './markup.ts'

export type TestLook = PageFacts & {
  failureCodes: readonly string[]
  fundings: readonly (keyof PageFacts['texts']['fundings'])[]
}

/** The first look, as in Omise's test mode: decide the charge by hand. */
export function testLook(look: TestLook): string {
  const { texts, language } = look
  const action = `?lang=${language}`
  return frame(
    { texts, language, look: 'test', title: texts.testTitle },
    html`<h1>${texts.testTitle}</h1>
      <p class="intro">${texts.testIntro}</p>
      ${paymentFacts(look)}
      <form method="post" action="${action}" class="success">
        <h2>${texts.success}</h2>
        <label for="funding">${texts.paidFrom}</label>
        <select id="funding" name="funding">
          ${look.fundings.map((funding) => html`<option value="${funding}">${texts.fundings[funding]}</option>`)}
        </select>
        <button name="decision" value="successful">${texts.markSuccessful}</button>
      </form>
      <form method="post" action="${action}" class="failure">
        <h2>${texts.failure}</h2>
        <label for="failure_code">${texts.failureCode}</label>
        <select id="failure_code" name="failure_code">
          ${look.failureCodes.map((code) => html`<option value="${code}">${code}</option>`)}
        </select>
        <button name="decision" value="failed">${texts.markFailed}</button>
      </form>
      <form method="post" action="${action}" class="undecided">
        <h2>${texts.undecided}</h2>
        <button name="decision" value="expired">${texts.letExpire}</button>
        <button name="decision" value="none">${texts.goBack}</button>
      </form>
      <p class="other-look"><a href="?look=otp&lang=${language}">${texts.seeOtp}</a></p>`,
  )
}
