let given = 0

/** Returns an id that is unique on the page. (Preact's own `useId` counts within one root.) */
export function nextUniqueId(): string {
  given += 1
  return `tmn-${given}`
}
