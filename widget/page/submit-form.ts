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
  let submitted: SubmitEvent | undefined
  const listener = (event: Event) => {
    if (event.target === form && event instanceof SubmitEvent) submitted = event
  }
  // First of all listeners, which may stop it. (The event does not leave a shadow root.)
  const outermost = form.getRootNode() === document ? window : form.getRootNode()
  outermost.addEventListener('submit', listener, true)
  try {
    // From the prototype: a field named `requestSubmit` would hide the method.
    HTMLFormElement.prototype.requestSubmit.call(form, submitter)
  } finally {
    outermost.removeEventListener('submit', listener, true)
  }

  if (!submitted) return 'invalid'
  if (submitted.defaultPrevented) return 'prevented'
  return staysHere(form, submitter) ? 'stays' : 'leaves'
}

function onlySubmitButton(form: HTMLFormElement): HTMLElement | null {
  const buttons = [...form.elements].filter(
    (element) =>
      (element instanceof HTMLButtonElement || element instanceof HTMLInputElement) &&
      element.type === 'submit',
  )
  const [only, ...others] = buttons
  // A disabled button does not submit.
  if (!(only instanceof HTMLElement) || others.length > 0 || only.matches(':disabled')) return null
  return only
}

function staysHere(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
  const read = (name: string) =>
    (submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? '').toLowerCase()
  const leaving = ['', '_self', '_parent', '_top', window.name.toLowerCase()]
  return read('method') === 'dialog' || !leaving.includes(read('target'))
}
