/** A piece of HTML that is safe to put into another one. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type MarkupValue = Markup | readonly Markup[] | string | number | null

/** A template for HTML: everything put in is escaped, unless it is `Markup` already. */
export function html(strings: TemplateStringsArray, ...values: MarkupValue[]): Markup {
  const parts = strings.map((text, index) => text + render(values[index] ?? null))
  return new Markup(parts.join(''))
}

function render(value: MarkupValue): string {
  if (value === null) return ''
  if (value instanceof Markup) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  return escapeHtml(String(value))
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
