import { html, type Markup } from './markup.ts'
import type { Texts } from './texts.ts'

type Notice = keyof Texts['notices']

/** A field for six digits, and what there is to say about the last try. */
export function codeField(field: {
  label: string
  notice: Notice | null
  notices: Readonly<Record<Notice, string>>
  texts: Pick<Texts, 'triesLeft'>
  triesLeft: number
  autocomplete: 'one-time-code' | 'off'
}): Markup {
  const { label, notice, notices, texts, triesLeft, autocomplete } = field
  const isError = notice === 'wrong' || notice === 'incomplete'
  const tries =
    notice === 'wrong' ? html` <span class="tries">${texts.triesLeft} ${triesLeft}</span>` : null
  return html`<label for="code">${label}</label>
        ${
          notice === null
            ? html`<p id="notice" hidden></p>`
            : html`<p id="notice" role="alert" class="${notice}">${notices[notice]}${tries}</p>`
        }
        <input id="code" name="code" type="text" inputmode="numeric" autocomplete="${autocomplete}" pattern="[0-9]{6}" maxlength="6" required autofocus${isError ? INVALID : DESCRIBED}>`
}

const DESCRIBED = html` aria-describedby="notice"`
const INVALID = html` aria-invalid="true" aria-describedby="notice"`
