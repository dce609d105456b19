/** Adds the hidden inputs that Omise.js adds. The page's own are used as they are. */
export function addInputs(form: HTMLFormElement): void {
  for (const name of ['omiseToken', 'omiseSource']) {
    if (form.querySelector(`input[name="${name}"]`)) continue
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    form.append(input)
  }
}

/** Whether the page's own rules let the form be sent; the buyer sees what is missing. */
export function isComplete(form: HTMLFormElement): boolean {
  return form.noValidate || form.reportValidity()
}

/** Empties the page's inputs: restored from the browser's cache, it still holds the source of a payment that was started. */
export function forgetSources(): void {
  for (const input of document.getElementsByName('omiseSource')) {
    if (input instanceof HTMLInputElement && input.value.startsWith('src_')) input.value = ''
  }
}
