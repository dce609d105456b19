const key = 'tmnOverlay'

let made = 0
/** Set while an entry is being removed: going back takes the browser a moment. */
let removal: Promise<void> | undefined

/**
 * Returns whether a phone's back button would leave the page instead of closing
 * the overlay. With CloseWatcher, back closes a modal dialog; but in an app's
 * WebView the app uses the button for its own history.
 */
export function needsBackEntry(): boolean {
  return !('CloseWatcher' in window) || /; wv\)/.test(navigator.userAgent)
}

/**
 * Adds an entry to the history, so that going back calls `onBack`. The page's
 * state and address stay as they are. Its router is not notified, or (in
 * Chromium, where a listener of the page was added first) is notified of the
 * address that it has. Returns a function that removes the entry and resolves
 * when it is removed.
 */
export function addBackEntry(onBack: () => void): () => Promise<void> {
  made += 1
  // A reload keeps the state of an entry: a number alone would not be unique.
  const id = `${Date.now()}.${made}`
  const { href } = location
  let stage: 'waiting' | 'on' | 'over' = 'waiting'

  const popped = (event: PopStateEvent) => {
    // The page has left entries that it added after ours.
    if (markOf(event.state) === id) return
    // Else the page itself went back further, and its router has to be notified.
    if (location.href === href) event.stopImmediatePropagation()
    end()
    onBack()
  }
  const end = () => {
    stage = 'over'
    window.removeEventListener('popstate', popped, true)
  }
  const enter = () => {
    if (stage === 'over') return
    try {
      history.pushState({ ...pageState(), [key]: id }, '')
    } catch {
      // A sandboxed page may not change its history, and browsers limit how often a page may.
      return
    }
    stage = 'on'
    window.addEventListener('popstate', popped, true)
  }

  if (removal) void removal.then(enter)
  else enter()

  return () => {
    const wasOn = stage === 'on'
    end()
    if (!wasOn) return removal ?? Promise.resolve()
    removal = goBackFrom(id).finally(() => {
      removal = undefined
    })
    return removal
  }
}

async function goBackFrom(id: string): Promise<void> {
  // The page may navigate in the same task. An entry that it added after ours stays.
  await new Promise((resolve) => setTimeout(resolve))
  if (markOf(history.state) !== id) return
  await new Promise<void>((resolve) => {
    const popped = (event: PopStateEvent) => {
      event.stopImmediatePropagation()
      resolve()
    }
    window.addEventListener('popstate', popped, { capture: true, once: true })
    history.back()
  })
}

function pageState(): object {
  const state: unknown = history.state
  return typeof state === 'object' && state !== null ? state : {}
}

function markOf(state: unknown): unknown {
  return typeof state === 'object' && state !== null && key in state ? state[key] : undefined
}
