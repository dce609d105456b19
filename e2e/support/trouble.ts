import type { BrowserContext } from 'playwright/test'

export type TroubleWatch = ReturnType<typeof createTroubleWatch>

/**
 * Listens for what a buyer's browser complains of: errors in the console,
 * uncaught errors, violations of the pages' Content-Security-Policy. A journey
 * that causes such things announces them; every other one is a bug.
 */
export function createTroubleWatch() {
  const seen: string[] = []
  const announced: RegExp[] = []

  return {
    async watch(context: BrowserContext): Promise<void> {
      await context.addInitScript(() =>
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
          console.error(`Content-Security-Policy: ${effectiveDirective} forbids ${blockedURI}`),
        ),
      )
      context.on('console', (message) => {
        if (message.type() === 'error') seen.push(`${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (webError) => seen.push(`uncaught: ${webError.error().message}`))
    },
    /** This journey causes complaints that match. */
    announce: (pattern: RegExp): void => {
      announced.push(pattern)
    },
    unannounced: (): string[] =>
      seen.filter((complaint) => !announced.some((pattern) => pattern.test(complaint))),
  }
}
