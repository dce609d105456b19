/**
 * localStorage for browsers that have it and a plain Map for those that refuse
 * (private windows, blocked site data): there, things last as long as the page.
 */
const untilReload = new Map()

export function readStored(key) {
  try {
    return localStorage.getItem(key) ?? untilReload.get(key)
  } catch {
    return untilReload.get(key)
  }
}

export function writeStored(key, value) {
  untilReload.set(key, value)
  try {
    localStorage.setItem(key, value)
  } catch {
    // The Map has it.
  }
}
