/** Puts a value in the place that a text has for it: `Pay {amount}`, `฿20.00` → `Pay ฿20.00`. */
export function fill(text: string, value: string): string {
  // A function: `$&` and the like are special in a replacement text.
  return text.replace(/\{\w+\}/g, () => value)
}
