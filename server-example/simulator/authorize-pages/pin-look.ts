import { codeField } from './code-field.ts'
import { frame, type PageFacts, paymentFacts } from './frame.ts'
import { html } from './markup.ts'

export type PinLook = PageFacts & {
  /** Kept in the addresses of the page. */
  query: string
  code: string
  notice: keyof PageFacts['texts']['notices'] | null
  triesLeft: number
}

/** TrueMoney's app, simulated: the buyer sees what is to be paid and types a PIN. */
export function pinLook(look: PinLook): string {
  const { texts, language, query } = look
  const action = `?${query === '' ? '' : `${query}&`}lang=${language}`
  return frame(
    { texts, language, query, title: texts.pinTitle },
    html`<aside class="sms" aria-label="${texts.pinHint}">
        <p class="sms-from">${texts.pinHint}</p>
        <p><strong id="sms-code">${look.code}</strong></p>
      </aside>
      <h1>${texts.pinTitle}</h1>
      <p class="intro">${texts.pinIntro}</p>
      ${paymentFacts(look)}
      <form method="post" action="${action}" class="code">
        ${codeField({ ...look, label: texts.pin, notices: texts.pinNotices, autocomplete: 'off' })}
        <button name="decision" value="confirm">${texts.payNow}</button>
      </form>
      <form method="post" action="${action}" class="cancel">
        <button name="decision" value="failed">${texts.cancel}</button>
      </form>`,
  )
}
