import { createLaterFiles, type LoadFile } from '../first/later-files.ts'
import { mountFirst } from '../first/mount-first.ts'
import { openFirst } from '../first/open-first.ts'
import type { CheckoutHandle } from '../mount/mount.tsx'
import type { CheckoutOptions } from '../options/options.ts'
import type { OverlayHandle, OverlayOptions } from '../overlay/open.tsx'
import { type LoadedCheckout, load } from './marked-elements.ts'
import { type Queue, runQueue } from './queue.ts'
import { warn } from './tell-developer.ts'

/** `window.TrueMoneyCheckout` */
export type ScriptApi = {
  mount(target: string | Element, options: CheckoutOptions): CheckoutHandle
  open(options: OverlayOptions): OverlayHandle
  load(root?: ParentNode): LoadedCheckout[]
  version: string
  queue: Queue<ScriptApi>
}

declare global {
  interface Window {
    TrueMoneyCheckout?: ScriptApi
  }
}

/**
 * Sets `window.TrueMoneyCheckout`, makes the calls that were queued for it, and
 * a checkout in every element with `data-tmn-checkout`. A first copy of the
 * script stays as it is, and only looks for elements that have come since.
 */
export function startScript(loadFile: LoadFile): void {
  /** Another copy of the script, a queue of calls, something of the page's own, or nothing. */
  const present: unknown = Reflect.get(window, 'TrueMoneyCheckout')
  if (hasField(present, 'version')) {
    meetAnotherCopy(present)
    return
  }

  const files = createLaterFiles(loadFile)
  const queue = hasField(present, 'queue') && Array.isArray(present.queue) ? present.queue : []
  const api: ScriptApi = {
    mount: (target, options) => mountFirst(files, target, options),
    open: (options) => openFirst(files, options),
    load: (root) => load(files, root),
    version: __VERSION__,
    queue,
  }
  // The page may hold the object that it queued its calls with.
  window.TrueMoneyCheckout = Object.assign(hasField(present, 'queue') ? present : {}, api)

  const start = () => {
    runQueue(queue, api)
    api.load()
  }
  // In a task of its own: in the one that ends the page's parsing, the browser lays the page out.
  const startSoon = () => setTimeout(start)
  // Calls are for elements that may be further down the page.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', startSoon)
  else startSoon()
}

function meetAnotherCopy(first: { version: unknown }): void {
  if (first.version !== __VERSION__)
    warn(
      `version ${__VERSION__} was loaded where ${first.version} is already; the first one stays. Load the script once.`,
    )
  if (document.readyState !== 'loading') window.TrueMoneyCheckout?.load?.()
}

function hasField<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && name in value
}
