/** Puts a value where a text has its place for it: `Pay {amount}`, `฿20.00` → `Pay ฿20.00`. */
export function fill(text: string, value: string): string {
  // By a function: in a plain replacement `$&` and the like have a meaning.
  return text.replace(/\{\w+\}/g, () => value)
}
