const key = 'tmnOverlay'

let made = 0
/** Set while an entry is on its way out: going back takes the browser a moment. */
let removal: Promise<void> | undefined

/**
 * Whether a phone's back button would leave the page instead of closing the
 * overlay. Where there is a CloseWatcher, back closes a modal dialog by itself;
 * but in an app's WebView the app takes the button for its own history.
 */
export function needsBackEntry(): boolean {
  return !('CloseWatcher' in window) || /; wv\)/.test(navigator.userAgent)
}

/**
 * Adds an entry to the history, so that going back ends there and calls
 * `onBack`. The page's state and address stay as they are. Its router hears
 * nothing of it, or (in Chromium, where a listener of the page was there first)
 * that it is where it was. Answers how to take the entry out, which resolves
 * when it is out.
 */
export function addBackEntry(onBack: () => void): () => Promise<void> {
  made += 1
  // A reload keeps the state of an entry, so that a number alone would come again.
  const id = `${Date.now()}.${made}`
  const { href } = location
  let stage: 'waiting' | 'on' | 'over' = 'waiting'

  const popped = (event: PopStateEvent) => {
    // The page has left entries that it put upon ours.
    if (markOf(event.state) === id) return
    // Else the page itself went further back than ours, and its router has to know.
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
      // A sandboxed page may not touch its history, and browsers limit how often anybody may.
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
  // The page may go on in the same moment. What it has put upon our entry is not ours to leave.
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
