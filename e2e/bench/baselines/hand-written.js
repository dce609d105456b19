/** A form for a Thai mobile number by hand: what a page with no library at all costs. */
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

document.querySelector('#pay').innerHTML = `
<form novalidate>
  <h2>TrueMoney Wallet</h2>
  <label for="phone">Mobile number of your wallet</label>
  <input id="phone" name="tel" type="tel" autocomplete="tel" inputmode="numeric" aria-describedby="note" required>
  <p id="note">10 digits, for example 081-234-5678</p>
  <button>Pay ฿1,000</button>
</form>`

const form = document.querySelector('form')
const field = form.elements.tel
const note = document.querySelector('#note')

field.addEventListener('input', () => {
  const digits = field.value.replace(/\D/g, '').slice(0, 10)
  field.value = digits.replace(/^(\d{3})(\d{1,3})(\d{0,4})$/, (_, one, two, three) =>
    [one, two, three].filter(Boolean).join('-'),
  )
  field.setAttribute('aria-invalid', 'false')
})

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const isRight = /^0[689]\d-\d{3}-\d{4}$/.test(field.value)
  field.setAttribute('aria-invalid', String(!isRight))
  note.textContent = isRight ? 'One moment…' : 'Expected a Thai mobile number.'
  if (isRight) fetch('/charge', { method: 'POST', body: new FormData(form) })
})
