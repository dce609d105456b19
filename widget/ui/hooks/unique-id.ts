let given = 0

/** An id that no other checkout on the page has. (Preact's own `useId` counts within one root.) */
export function nextUniqueId(): string {
  given += 1
  return `tmn-${given}`
}
