/** The same form in Preact with a signal: the floor under a widget that is built with them. */
import { signal } from '@preact/signals'
import { render } from 'preact'

const style = new CSSStyleSheet()
style.replaceSync(`
form { display: grid; gap: 1rem; max-width: 24rem; padding: 1.25rem; border: 1px solid #ccc; border-radius: 0.75rem; font: 1rem/1.5 system-ui }
label { font-weight: 600 }
input, button { font: inherit; padding: 0.75rem; border: 1px solid #888; border-radius: 0.5rem }
input[aria-invalid="true"] { border-color: #b00020 }
button { border: 0; color: #fff; background: #b34700 }
p { margin: 0; color: #555 }
`)
document.adoptedStyleSheets = [style]

const phone = signal('')
const problem = signal<string | undefined>(undefined)

function grouped(text: string): string {
  const digits = text.replace(/\D/g, '').slice(0, 10)
  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].filter(Boolean).join('-')
}

function submit(event: SubmitEvent): void {
  event.preventDefault()
  const isRight = /^0[689]\d-\d{3}-\d{4}$/.test(phone.value)
  problem.value = isRight ? undefined : 'Expected a Thai mobile number.'
  if (isRight) void fetch('/charge', { method: 'POST', body: phone.value })
}

function Form() {
  return (
    <form noValidate onSubmit={submit}>
      <h2>TrueMoney Wallet</h2>
      <label for="phone">Mobile number of your wallet</label>
      <input
        id="phone"
        name="tel"
        type="tel"
        autocomplete="tel"
        inputMode="numeric"
        required
        value={phone.value}
        aria-invalid={problem.value !== undefined}
        aria-describedby="note"
        onInput={(event) => {
          phone.value = grouped(event.currentTarget.value)
          event.currentTarget.value = phone.value
        }}
      />
      <p id="note">{problem.value ?? '10 digits, for example 081-234-5678'}</p>
      <button type="submit">Pay ฿1,000</button>
    </form>
  )
}

const place = document.querySelector('#pay')
if (place) render(<Form />, place)
