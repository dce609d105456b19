/** What a run is about: how many take part, and how bad the day is. */
import type { NetworkWeather } from './omise/provider.ts'
import type { StoreWeather } from './store/remote-storage.ts'

export type Scene = {
  readonly name: string
  readonly processes: number
  readonly orders: number
  /** Most submits at once, by one buyer. */
  readonly mostCopies: number
  readonly mostTries: number
  readonly leastCopies: number
  /** Whether the first audit is due at once. */
  readonly isAudited: boolean
  readonly crashes: number
  /** Chance of a crash after each step of the storm. */
  readonly crashChance: number
  /** How far back the database may be restored after a crash, in milliseconds; 0: it is kept. */
  readonly restoreMs: number
  readonly skewMs: number
  readonly network: NetworkWeather
  readonly store: StoreWeather
  readonly hasWebhooks: boolean
  readonly refunds: number
  readonly cancelChance: number
  /** Real SQLite beside the model. */
  readonly isOnSqlite: boolean
  readonly channels: 'none' | 'handlers' | 'webhook' | 'both'
}

/** One order, two submits, one crash, one lost answer or another. */
export const smallScene: Scene = {
  name: 'small',
  processes: 1,
  orders: 1,
  leastCopies: 1,
  mostCopies: 2,
  mostTries: 2,
  isAudited: true,
  crashes: 1,
  crashChance: 0.02,
  restoreMs: 0,
  skewMs: 0,
  network: { faultPercent: 12, timeoutMs: 30_000, latencyMs: 400 },
  store: { faultPercent: 0, latencyMs: 60 },
  hasWebhooks: true,
  refunds: 0,
  cancelChance: 0,
  isOnSqlite: false,
  channels: 'handlers',
}

/** Everything at once. */
export const stormScene: Scene = {
  ...smallScene,
  name: 'storm',
  processes: 2,
  orders: 2,
  mostCopies: 3,
  mostTries: 3,
  crashes: 3,
  restoreMs: 120_000,
  skewMs: 65_000,
  network: { faultPercent: 15, timeoutMs: 30_000, latencyMs: 900 },
  store: { faultPercent: 1, latencyMs: 400 },
  refunds: 2,
  cancelChance: 0.15,
  channels: 'both',
}

/** The storm on real SQLite; of that no backup is restored. */
export const sqliteScene: Scene = {
  ...stormScene,
  name: 'sqlite',
  restoreMs: 0,
  isOnSqlite: true,
}

export const scenes = { small: smallScene, storm: stormScene, sqlite: sqliteScene } as const
export type SceneName = keyof typeof scenes
