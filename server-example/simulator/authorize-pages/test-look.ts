import { frame, type PageFacts, paymentFacts } from './frame.ts'
import { html, type Markup } from './markup.ts'

export type TestLook = PageFacts & {
  failureCodes: readonly string[]
  fundings: readonly (keyof PageFacts['texts']['fundings'])[]
  /** None where there is no way back to the shop. */
  courses: readonly (keyof PageFacts['texts']['courses'])[]
  /** The page that a real buyer would see: a link, and its words. */
  realPage: { href: string; text: string }
}

/** The first look, as in Omise's test mode: decide the charge by hand. */
export function testLook(look: TestLook): string {
  const { texts, language, realPage } = look
  return frame(
    { texts, language, query: 'look=test', title: texts.testTitle },
    html`<h1>${texts.testTitle}</h1>
      <p class="intro">${texts.testIntro}</p>
      ${paymentFacts(look)}
      <form method="post" action="?lang=${language}" class="test">
        ${look.courses.length === 0 ? null : wayBack(look)}
        <section class="success">
          <h2>${texts.success}</h2>
          <label for="funding">${texts.paidFrom}</label>
          <select id="funding" name="funding">
            ${look.fundings.map((funding) => html`<option value="${funding}">${texts.fundings[funding]}</option>`)}
          </select>
          <button name="decision" value="successful">${texts.markSuccessful}</button>
        </section>
        <section class="failure">
          <h2>${texts.failure}</h2>
          <label for="failure_code">${texts.failureCode}</label>
          <select id="failure_code" name="failure_code">
            ${look.failureCodes.map((code) => html`<option value="${code}">${code}</option>`)}
          </select>
          <button name="decision" value="failed">${texts.markFailed}</button>
        </section>
        <section class="undecided">
          <h2>${texts.undecided}</h2>
          <button name="decision" value="none">${texts.goBack}</button>
          <button name="decision" value="expired">${texts.letExpire}</button>
        </section>
      </form>
      <p class="other-look"><a href="${realPage.href}">${realPage.text}</a></p>`,
  )
}

function wayBack({ texts, courses }: TestLook): Markup {
  return html`<section class="course">
          <h2><label for="then">${texts.wayBack}</label></h2>
          <select id="then" name="then">
            ${courses.map((course) => html`<option value="${course}">${texts.courses[course]}</option>`)}
          </select>
        </section>`
}
