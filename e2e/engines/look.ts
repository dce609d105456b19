/** What is on a page, through every shadow root, as its own JSON says it. */
import * as z from 'zod/mini'
import type { Tab } from './tab.ts'

const seen = z.object({
  /** Its name: a field's label, `aria-label`, or its text. */
  name: z.string(),
  value: z.nullable(z.string()),
  /** The text with a bar where the caret is, or two around what is selected. */
  caret: z.nullable(z.string()),
  isFocused: z.boolean(),
  isInvalid: z.boolean(),
  /** Its middle. */
  x: z.number(),
  y: z.number(),
})
export type Seen = z.infer<typeof seen>

/** What somebody can see and name. */
const selectors = {
  heading: 'h1, h2, h3',
  /** The checkout's own heading: TrueMoney's pages use the same words. */
  title: '.tmn-root h2',
  button: 'button',
  link: 'a[href]',
  field: 'input:not([type=hidden]), textarea',
  alert: '[role=alert]',
  dialog: 'dialog',
  paragraph: 'p',
  smsCode: '#sms-code',
} as const
export type Kind = keyof typeof selectors

/** Everything of a kind that is visible. The first that has `bring` in its name is scrolled to. */
export async function look(tab: Tab, kind: Kind, bring = ''): Promise<Seen[]> {
  const [selector, wanted] = [JSON.stringify(selectors[kind]), JSON.stringify(bring)]
  return z.array(seen).parse(await tab.evaluate(`(${lookInPage})(${selector}, ${wanted})`))
}

/** Runs in the page, so that it can use nothing from outside itself. */
function lookInPage(selector: string, bring: string): Seen[] {
  const everything = (root: ParentNode): Element[] =>
    Array.from(root.querySelectorAll('*')).flatMap((element) =>
      element.shadowRoot ? [element, ...everything(element.shadowRoot)] : [element],
    )
  const isField = (element: Element) =>
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
  const nameOf = (element: Element) => {
    const label = isField(element) ? element.labels?.[0] : undefined
    const name = element.getAttribute('aria-label') ?? (label ?? element).textContent ?? ''
    return name.replace(/\s+/g, ' ').trim()
  }
  const caretIn = (element: Element) => {
    if (!isField(element) || element.selectionStart === null) return null
    const { value, selectionStart: start, selectionEnd } = element
    const end = selectionEnd ?? start
    const selected = end > start ? `${value.slice(start, end)}|` : ''
    return `${value.slice(0, start)}|${selected}${value.slice(end)}`
  }
  const visible = everything(document).filter(
    (element) => element.matches(selector) && element.checkVisibility({ visibilityProperty: true }),
  )
  if (bring !== '')
    visible
      .find((element) => nameOf(element).includes(bring))
      ?.scrollIntoView({ block: 'nearest', behavior: 'instant' })

  return visible.map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return {
      name: nameOf(element),
      value: isField(element) ? element.value : null,
      caret: caretIn(element),
      isFocused: element.matches(':focus'),
      isInvalid: element.getAttribute('aria-invalid') === 'true',
      x: Math.round(left + width / 2),
      y: Math.round(top + height / 2),
    }
  })
}
