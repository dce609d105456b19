/**
 * Counts what a page has under way. It runs in the page before any script of it,
 * from its text alone. Listeners and nodes are counted by the browser itself.
 */
export function watchPage(): void {
  const timers = new Set<unknown>()
  const observers = new Set<unknown>()
  let requests = 0
  const { setTimeout, setInterval, clearTimeout, clearInterval, fetch } = window
  const { requestAnimationFrame, cancelAnimationFrame } = window

  Object.assign(window, {
    setTimeout: (act: () => void, ...rest: number[]) => {
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          act()
        },
        ...rest,
      )
      timers.add(timer)
      return timer
    },
    setInterval: (act: () => void, ...rest: number[]) => {
      const timer = setInterval(act, ...rest)
      timers.add(timer)
      return timer
    },
    clearTimeout: (timer: number) => {
      timers.delete(timer)
      clearTimeout(timer)
    },
    clearInterval: (timer: number) => {
      timers.delete(timer)
      clearInterval(timer)
    },
    requestAnimationFrame: (act: FrameRequestCallback) => {
      const frame = requestAnimationFrame((now) => {
        timers.delete(`frame ${frame}`)
        act(now)
      })
      timers.add(`frame ${frame}`)
      return frame
    },
    cancelAnimationFrame: (frame: number) => {
      timers.delete(`frame ${frame}`)
      cancelAnimationFrame(frame)
    },
    fetch: async (...request: Parameters<typeof fetch>) => {
      requests += 1
      try {
        return await fetch(...request)
      } finally {
        requests -= 1
      }
    },
    MutationObserver: class extends MutationObserver {
      override observe(...what: Parameters<MutationObserver['observe']>) {
        observers.add(this)
        super.observe(...what)
      }
      override disconnect() {
        observers.delete(this)
        super.disconnect()
      }
    },
    underWay: () => ({
      timers: timers.size,
      observers: observers.size,
      requests,
      styleSheets: document.adoptedStyleSheets.length + document.styleSheets.length,
      elements: document.querySelectorAll('*').length,
      historyEntries: history.length,
    }),
  })
}
