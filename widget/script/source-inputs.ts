/** What a merchant's server reads: our name, and the one that pages written for Omise.js use. */
const names = ['truemoneySource', 'omiseSource'] as const

/**
 * Writes the source into the form's hidden inputs, each once, in place of an
 * earlier source. Inputs that the page has made itself are used as they are.
 * Answers how to take the source out again.
 */
export function putSource(form: HTMLFormElement, source: string): () => void {
  const undo = names.map((name) => {
    const own = form.querySelector<HTMLInputElement>(`input[name="${name}"]`)
    if (own) {
      own.value = source
      return () => {
        if (own.value === source) own.value = ''
      }
    }
    const input = form.ownerDocument.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = source
    form.append(input)
    return () => input.remove()
  })
  return () => {
    for (const takeOut of undo) takeOut()
  }
}
