/** Chance out of a seed: the same seed draws the same, on every machine. */
import { createHash } from 'node:crypto'

export type Random = {
  /** From 0 up to, but not, 1. */
  fraction(): number
  /** Both ends included. */
  integer(from: number, to: number): number
  chance(probability: number): boolean
  /** One of several, each as likely as its weight. */
  weighted<Choice>(choices: readonly (readonly [weight: number, choice: Choice])[]): Choice
  pick<Choice>(choices: readonly Choice[]): Choice
  readonly name: string
  /** A line of chance of its own: what is drawn from it changes nothing here. */
  fork(name: string): Random
}

export function createRandom(seed: string): Random {
  const fraction = sfc32(seed)
  return {
    fraction,
    integer: (from, to) => from + Math.floor(fraction() * (to - from + 1)),
    chance: (probability) => fraction() < probability,
    weighted,
    pick: (choices) => weighted(choices.map((choice) => [1, choice] as const)),
    name: seed,
    fork: (name) => createRandom(`${seed}/${name}`),
  }

  function weighted<Choice>(choices: readonly (readonly [number, Choice])[]): Choice {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0)
    let left = fraction() * total
    for (const [weight, choice] of choices) {
      if (left < weight) return choice
      left -= weight
    }
    throw new Error('Expected at least one choice with a weight above 0.')
  }
}

/** Chris Doty-Humphrey's small fast counter, 32 bits: good enough to be unfair to software. */
function sfc32(seed: string): () => number {
  const digest = createHash('sha256').update(seed).digest()
  let a = digest.readUInt32LE(0)
  let b = digest.readUInt32LE(4)
  let c = digest.readUInt32LE(8)
  let counter = 1
  return () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
}
