import { codeField } from './code-field.ts'
import { formatBaht, frame, maskedPhone, type PageFacts, paymentFacts } from './frame.ts'
import { html } from './markup.ts'

export type OtpLook = PageFacts & {
  phoneEnd: string
  code: string
  notice: keyof PageFacts['texts']['notices'] | null
  triesLeft: number
}

/** The second look: what a buyer sees when the wallet asks for a one-time password. */
export function otpLook(look: OtpLook): string {
  const { texts, language } = look
  return frame(
    { texts, language, query: 'look=otp', title: texts.otpTitle },
    html`<aside class="sms" aria-label="${texts.sms}">
        <p class="sms-from">${texts.sms}</p>
        <p>${texts.smsBefore} <strong id="sms-code">${look.code}</strong> (${formatBaht(look.amountSatang)}) ${texts.smsAfter}</p>
      </aside>
      <h1>${texts.otpTitle}</h1>
      <p class="intro">${texts.otpSentTo} <span class="phone">${maskedPhone(look.phoneEnd)}</span></p>
      ${paymentFacts(look)}
      <form method="post" action="?look=otp&lang=${language}" class="code">
        ${codeField({ ...look, label: texts.code, notices: texts.notices, autocomplete: 'one-time-code' })}
        <button name="decision" value="confirm">${texts.confirm}</button>
        <div class="row">
          <button name="decision" value="resend" formnovalidate>${texts.resend}</button>
        </div>
      </form>
      <form method="post" action="?look=otp&lang=${language}" class="cancel">
        <input type="hidden" name="failure_code" value="payment_cancelled">
        <button name="decision" value="failed">${texts.cancel}</button>
      </form>
      <p class="other-look"><a href="?look=test&lang=${language}">${texts.seeTest}</a></p>`,
  )
}
