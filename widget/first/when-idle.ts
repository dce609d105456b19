/** When the page has nothing better to do. */
export function whenIdle(): Promise<unknown> {
  return new Promise((resolve) => {
    // Safari has none: by then the first picture is painted, which is what matters.
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: 2000 })
    else setTimeout(resolve, 200)
  })
}
