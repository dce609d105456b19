/**
 * What became of a submit: the browser leaves for the response; the response
 * goes to another window or frame and this page stays; a listener of the page
 * took the form over or stopped it; or the browser found a field wrong.
 */
export type SubmitOutcome = 'leaves' | 'stays' | 'prevented' | 'invalid'

/**
 * Submits a form as a buyer would: its fields are validated and its listeners
 * are notified. `submitter` is the button whose name and value are sent with it.
 * Default: the form's submit button, where it has one only.
 */
export function submitForm(
  form: HTMLFormElement,
  submitter: HTMLElement | null = onlySubmitButton(form),
): SubmitOutcome {
  let heard: SubmitEvent | undefined
  const hear = (event: Event) => {
    if (event.target === form && event instanceof SubmitEvent) heard = event
  }
  // Before any listener of the page could stop it on its way. (Out of a shadow root it does not come.)
  const outermost = form.getRootNode() === document ? window : form.getRootNode()
  outermost.addEventListener('submit', hear, true)
  try {
    // By the prototype: a field named like the method would hide it.
    HTMLFormElement.prototype.requestSubmit.call(form, submitter)
  } finally {
    outermost.removeEventListener('submit', hear, true)
  }

  if (!heard) return 'invalid'
  if (heard.defaultPrevented) return 'prevented'
  return staysHere(form, submitter) ? 'stays' : 'leaves'
}

function onlySubmitButton(form: HTMLFormElement): HTMLElement | null {
  const buttons = [...form.elements].filter(
    (element) =>
      (element instanceof HTMLButtonElement || element instanceof HTMLInputElement) &&
      element.type === 'submit',
  )
  const [only, ...others] = buttons
  // One that the page has switched off is no longer its way to submit.
  if (!(only instanceof HTMLElement) || others.length > 0 || only.matches(':disabled')) return null
  return only
}

function staysHere(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
  const read = (name: string) =>
    (submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? '').toLowerCase()
  const leaving = ['', '_self', '_parent', '_top', window.name.toLowerCase()]
  return read('method') === 'dialog' || !leaving.includes(read('target'))
}
