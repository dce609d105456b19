import { keepToken } from './api.js'
import { element, viewHeading } from './element.js'
import { text } from './language.js'

/** The form that takes the token. `problem`: why the one before was not taken. */
export function signInView(problem, enter) {
  const words = text().signIn
  const error = problem && (text().problems[problem.code] ?? text().problems.other)
  const field = element('input', {
    id: 'token',
    type: 'password',
    autocomplete: 'off',
    spellcheck: 'false',
    required: true,
    'aria-describedby': error ? 'token-error token-hint' : 'token-hint',
    'aria-invalid': error ? 'true' : null,
  })
  const submit = (event) => {
    event.preventDefault()
    keepToken(field.value.trim())
    enter()
  }
  return element(
    'form',
    { class: 'sign-in panel', submit },
    viewHeading(words.heading),
    element('label', { for: 'token' }, words.label),
    field,
    error ? element('p', { class: 'error', id: 'token-error', role: 'alert' }, error) : null,
    element('p', { class: 'soft', id: 'token-hint' }, words.hint),
    element('button', { class: 'button' }, words.enter),
  )
}
