/** `npm run test:simulation`: many runs of the server in a simulated world. Exit code 1 when a rule was broken. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { explore } from './explore.ts'
import { findBug } from './planted.ts'
import { simulatedBugs } from './planted-bugs.ts'
import { runSeeds, type SeedTotals } from './run-seeds.ts'
import { type SceneName, scenes } from './scene.ts'
import { smallScenes } from './small-scenes.ts'
import { storyText } from './story.ts'

const usage = `npm run test:simulation -- [--scene ${Object.keys(scenes).join('|')}] [--count 10000] [--seed 1] [--workers CORES]
npm run test:simulation -- --planted
npm run test:simulation -- --exhaustive [--count 100000]`

process.exitCode = await run()

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      scene: { type: 'string', default: 'storm' },
      count: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: String(availableParallelism()) },
      exhaustive: { type: 'boolean', default: false },
      planted: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const scene = Object.keys(scenes).find((name): name is SceneName => name === values.scene)
  if (values.help || scene === undefined) {
    say(usage)
    return values.help ? 0 : 2
  }
  if (values.planted) return runPlanted()
  if (values.exhaustive) return runExhaustive(Number(values.count))
  const startedAt = performance.now()
  let saidAt = startedAt
  const totals = await runSeeds({
    scene,
    seed: Number(values.seed),
    count: Number(values.count),
    workers: Number(values.workers),
    onProgress(sofar) {
      if (performance.now() - saidAt < 60_000) return
      saidAt = performance.now()
      say(figures(sofar, startedAt))
    },
  })
  for (const story of totals.stories.slice(0, 3)) say(`\n${storyText(story, scene)}`)
  say(figures(totals, startedAt))
  return totals.found.length === 0 ? 0 : 1
}

/** Succeeds when each bug is found. */
async function runPlanted(): Promise<number> {
  let missed = 0
  for (const bug of simulatedBugs) {
    const { found, runs, stories } = await findBug(bug)
    const [story] = stories
    const isFound = found.length > 0
    if (!isFound) missed += 1
    say(`${bug.name} (${bug.mistake}): ${isFound ? 'found' : 'NOT FOUND'} after ${runs} schedules`)
    if (story !== undefined) say(storyText(story, bug.scene))
  }
  return missed === 0 ? 0 : 1
}

/** Plays small scenes in every order of their events, at most so many schedules of each. */
async function runExhaustive(most: number): Promise<number> {
  let broken = 0
  for (const { name, scene, branches } of smallScenes) {
    const { schedules, states, isComplete, violation, lines } = await explore(scene, branches, most)
    const end = isComplete ? 'complete' : 'not complete'
    say(`${name}: ${schedules} schedules, ${states} states, ${violation ?? end}`)
    if (violation === undefined) continue
    broken += 1
    for (const line of lines) say(`  ${line}`)
  }
  return broken === 0 ? 0 : 1
}

function figures({ runs, steps, settledAfterMs, found }: SeedTotals, startedAt: number): string {
  const seconds = (performance.now() - startedAt) / 1_000
  return [
    `${runs} schedules, ${steps} steps in ${seconds.toFixed(0)} s (${(runs / seconds).toFixed(0)} a second)`,
    `${found.length} findings`,
    `books agreed at the latest ${(settledAfterMs / 3_600_000).toFixed(1)} h after the last fault`,
  ].join('; ')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
