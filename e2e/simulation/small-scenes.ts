/** Scenes that are small enough for every order of their events to be played. */
import type { Branch } from './explore.ts'
import { type Scene, smallScene } from './scene.ts'

export type SmallScene = {
  readonly name: string
  readonly scene: Scene
  readonly branches: readonly Branch[]
  /** Whether it is small enough for a test; the others stop at the command's `--count`. */
  readonly isPlayedWhole: boolean
}

/** Nothing takes time, so that everything under way can happen next. */
const quick: Scene = {
  ...smallScene,
  name: 'quick',
  processes: 1,
  mostTries: 1,
  leastCopies: 2,
  mostCopies: 2,
  crashes: 0,
  network: { faultPercent: 0, timeoutMs: 30_000, latencyMs: 0 },
  store: { faultPercent: 0, latencyMs: 0 },
  hasWebhooks: false,
  isAudited: false,
}

const twoProcesses: Scene = { ...quick, processes: 2 }
const faulty = { ...quick.network, faultPercent: 1 }

const crash: readonly Branch[] = [
  { name: /^crash$/, values: [false, true], most: 1 },
  { name: /happens after the crash/, values: [false, true], most: 9 },
]
const lostAnswer: Branch = {
  name: /createCharge has a fault/,
  values: ['none', 'answer lost'],
  most: 1,
}
const lateList: Branch = { name: /^chrg_\d+ is listed after/, values: [0, 90_000], most: 1 }
/** The second submit comes to the other process. */
const eachToItsOwn: Branch = { name: /copy 2 reaches server/, values: [0, 1], most: 1 }

export const smallScenes: readonly SmallScene[] = [
  { name: 'two submits', scene: quick, branches: [], isPlayedWhole: true },
  {
    name: 'two submits, two processes',
    scene: twoProcesses,
    branches: [eachToItsOwn],
    isPlayedWhole: true,
  },
  {
    name: 'two submits, one crash',
    scene: { ...quick, crashes: 1 },
    branches: crash,
    isPlayedWhole: true,
  },
  {
    name: 'two submits, one lost answer',
    scene: { ...quick, network: faulty },
    branches: [lostAnswer],
    isPlayedWhole: true,
  },
  {
    name: 'two submits, one lost answer, one late list',
    scene: { ...quick, network: faulty },
    branches: [lostAnswer, lateList],
    isPlayedWhole: true,
  },
  {
    name: 'two submits, two processes, one crash',
    scene: { ...twoProcesses, crashes: 1 },
    branches: [eachToItsOwn, ...crash, { name: /^who crashes/, values: [0, 1], most: 1 }],
    isPlayedWhole: false,
  },
  {
    name: 'two submits, one crash, one lost answer, one late list',
    scene: { ...quick, crashes: 1, network: faulty },
    branches: [...crash, lostAnswer, lateList],
    isPlayedWhole: false,
  },
]
