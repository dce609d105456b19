/** Finds the few decisions that a failing run needs: all others are calmed. */
import { createFate } from './fate.ts'
import { play } from './play.ts'
import type { Scene } from './scene.ts'

export type Story = {
  readonly seed: number
  readonly violation: string
  readonly lines: readonly string[]
  /** Decisions that are not the calm ones, before and after shrinking. */
  readonly decisions: { readonly before: number; readonly after: readonly string[] }
}

const mostTries = 600

/** Shrinks a failing seed, and tells what happens in what is left of it. */
export async function shrink(seed: number, scene: Scene): Promise<Story> {
  const whole = createFate(seed)
  await play(whole, scene)
  let kept = [...whole.drawn]
  let tries = 0
  for (let size = Math.ceil(kept.length / 2); size >= 1 && tries < mostTries; ) {
    let hasShrunk = false
    for (let from = 0; from < kept.length && tries < mostTries; ) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)]
      tries += 1
      const drawn = await drawnIfFailing(seed, scene, new Set(fewer))
      if (drawn === undefined) from += size
      else {
        // What was not even drawn any more goes too.
        kept = fewer.filter((name) => drawn.has(name))
        hasShrunk = true
      }
    }
    if (size === 1 && !hasShrunk) break
    size = size === 1 ? 1 : Math.ceil(size / 2)
  }
  const lines: string[] = []
  const { violation } = await play(createFate(seed, new Set(kept)), scene, (line) =>
    lines.push(line),
  )
  return {
    seed,
    violation: violation ?? 'nothing: the run is not the same twice',
    lines,
    decisions: { before: whole.drawn.size, after: kept },
  }
}

async function drawnIfFailing(
  seed: number,
  scene: Scene,
  keep: ReadonlySet<string>,
): Promise<ReadonlySet<string> | undefined> {
  const fate = createFate(seed, keep)
  const { violation } = await play(fate, scene)
  return violation === undefined ? undefined : fate.drawn
}
