/** The hidden inputs that Omise.js adds, both: a server may read either. The page's own are used as they are. */
export function addInputs(form: HTMLFormElement): void {
  for (const name of ['omiseToken', 'omiseSource']) {
    if (findInput(form, name)) continue
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    form.append(input)
  }
}

export function fillIn(form: HTMLFormElement, source: string): void {
  addInputs(form)
  const input = findInput(form, 'omiseSource')
  if (input) input.value = source
}

/** Whether the page's own rules let the form go; the buyer sees what is missing. */
export function isComplete(form: HTMLFormElement): boolean {
  return form.noValidate || form.reportValidity()
}

/** As if a button of the form was pressed. By the prototype: a field named like the method would hide it. */
export function submit(form: HTMLFormElement): void {
  HTMLFormElement.prototype.requestSubmit.call(form)
}

/** A page that comes back from the browser's cache still holds the source of a payment that was begun. */
export function forgetSources(): void {
  for (const input of document.getElementsByName('omiseSource')) {
    if (input instanceof HTMLInputElement && input.value.startsWith('src_')) input.value = ''
  }
}

function findInput(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[name="${name}"]`)
}
