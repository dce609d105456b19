import type { CardsOmise, CardsOmiseCard } from './page.ts'

/**
 * Omise.js on the same page, before or after this script. It stays whole: its
 * own form, script tag and listeners are its own. Only the global names are
 * ours, and what is asked of them that we don't know is asked of Omise.js.
 */
export function shareGlobal<Theirs extends object>(
  name: 'Omise' | 'OmiseCard',
  ours: object,
  isTheirs: (value: unknown) => value is Theirs,
  meet: (theirs: Theirs) => void,
): void {
  let theirs: Theirs | undefined
  const adopt = (value: Theirs) => {
    theirs = value
    meet(value)
  }
  const shared = new Proxy(ours, {
    get: (target, key) => (key in target ? Reflect.get(target, key) : methodOf(theirs, key)),
  })

  const earlier: unknown = Reflect.get(window, name)
  if (isTheirs(earlier)) adopt(earlier)
  Object.defineProperty(window, name, {
    configurable: true,
    enumerable: true,
    get: () => shared,
    // Omise.js assigns without looking.
    set: (value: unknown) => {
      if (value === shared) return
      if (isTheirs(value)) adopt(value)
      else Object.defineProperty(window, name, { value, writable: true })
    },
  })
}

/** Bound, because it keeps its state on itself. */
function methodOf(theirs: object | undefined, key: PropertyKey): unknown {
  const found: unknown = theirs && Reflect.get(theirs, key)
  return typeof found === 'function' ? found.bind(theirs) : found
}

export function isOmise(value: unknown): value is CardsOmise {
  return hasMethods(value, ['setPublicKey', 'createToken'])
}

export function isOmiseCard(value: unknown): value is CardsOmiseCard {
  return hasMethods(value, ['configure', 'configureButton', 'attach', 'open', 'close', 'destroy'])
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false
  return names.every((name) => typeof Reflect.get(value, name) === 'function')
}
