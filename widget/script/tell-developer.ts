/** A sentence in the console, for who writes the page. */
export function warn(sentence: string, ...subjects: unknown[]): void {
  // biome-ignore lint/suspicious/noConsole: the console is where a page's author looks
  console.warn(`TrueMoneyCheckout: ${sentence}`, ...subjects)
}

/** An error of the page's: it is reported as any uncaught one, and stops nothing here. */
export function throwApart(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
