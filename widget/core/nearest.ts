/** Returns the candidate that was probably meant by a misspelt word; `undefined` without candidates. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const [first] = candidates
    .map((candidate) => ({ candidate, distance: distanceBetween(word, lastPartOf(candidate)) }))
    .sort((one, other) => one.distance - other.distance)
  return first?.candidate
}

/** Returns the last name of a path such as `form.title`. */
function lastPartOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** Returns how many letters differ between two texts: added, left out or changed (Levenshtein). */
export function distanceBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (const [column, other] of [...to].entries()) {
      const [kept = 0, above = 0] = row.slice(column, column + 2)
      const left = next[column] ?? 0
      next.push(Math.min(above + 1, left + 1, kept + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
