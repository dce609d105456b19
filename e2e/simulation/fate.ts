/**
 * Fate decides everything that is not the server's to decide: delays, faults,
 * crashes, what people do. Every decision has a name and a calm choice (the
 * first, the least, `false`), so that a failing run can be shrunk: decisions that
 * do not matter are calmed, one after the other, until few are left.
 */

export type Fate = {
  /** Both ends included; `from` is the calm choice. */
  integer(name: string, from: number, to: number): number
  /** `false` is the calm choice. */
  chance(name: string, probability: number): boolean
  /** One of several, each as likely as its weight; the first is the calm choice. */
  weighted<Choice>(name: string, choices: readonly (readonly [number, Choice])[]): Choice
  /** Which of several operations that could happen now comes first; 0 is the calm choice. */
  order(count: number): number
}

export type SeededFate = Fate & {
  /** Names of the decisions that were not calm. */
  readonly drawn: ReadonlySet<string>
}

/** Decides by hashing the seed with the decision's name: calming one decision changes no other. */
export function createFate(seed: number, keep?: ReadonlySet<string>): SeededFate {
  const counts = new Map<string, number>()
  const drawn = new Set<string>()
  return { integer, chance, weighted, order: () => 0, drawn }

  function integer(name: string, from: number, to: number): number {
    return decide(name, (fraction) => from + Math.floor(fraction * (to - from + 1)), from)
  }

  function chance(name: string, probability: number): boolean {
    return decide(name, (fraction) => fraction < probability, false)
  }

  function weighted<Choice>(name: string, choices: readonly (readonly [number, Choice])[]): Choice {
    const [calm] = choices
    if (calm === undefined) throw new Error(`Expected choices for ${name}.`)
    const total = choices.reduce((sum, [weight]) => sum + weight, 0)
    const choose = (fraction: number): Choice => {
      let left = fraction * total
      for (const [weight, choice] of choices) {
        if (left < weight) return choice
        left -= weight
      }
      return calm[1]
    }
    return decide(name, choose, calm[1])
  }

  function decide<Choice>(
    name: string,
    choose: (fraction: number) => Choice,
    calm: Choice,
  ): Choice {
    const count = counts.get(name) ?? 0
    counts.set(name, count + 1)
    const key = count === 0 ? name : `${name} #${count + 1}`
    if (keep !== undefined && !keep.has(key)) return calm
    const choice = choose(fractionOf(seed, key))
    if (choice !== calm) drawn.add(key)
    return choice
  }
}

/** From 0 up to, but not, 1. MurmurHash3's mixing over the key's characters. */
function fractionOf(seed: number, key: string): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.floor(seed / 2 ** 32)
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0xcc9e2d51)
    hash = (hash << 15) | (hash >>> 17)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
