/** A process of the server: the real composition, with the simulated world around it. */
import { type Composition, composeOn } from '../../server-example/compose.ts'
import { noLimits } from '../../server-example/limits/rate-limiter.ts'
import type { Settings } from '../../server-example/outside.ts'
import { createCorrectedClock } from '../../server-example/runtime/corrected-clock.ts'
import { productionWaits } from '../../server-example/waits.ts'
import { paymentMethods } from '../../widget/contract.ts'
import { withHistory } from './history.ts'
import { createModelProvider } from './omise/provider.ts'
import type { Owner } from './scheduler.ts'
import { createRemoteStorage } from './store/remote-storage.ts'
import type { World } from './world.ts'

export type Process = {
  readonly owner: Owner
  readonly composition: Composition
  /** Never resolves while it lives. */
  readonly died: Promise<undefined>
  isAlive: boolean
  kill(): void
}

export const merchantToken = 'a-token-of-the-merchant-that-is-long-enough'
const secretKey = 'skey_test_simulation'

/** Starts it; it runs until it is killed. `name` says which start of which process it is. */
export function startProcess(world: World, name: string, skewMs: number): Process {
  const { scheduler, fate, weather } = world
  const owner: Owner = { name }
  const logger = loggerOf(world, name)
  const time = createCorrectedClock(scheduler.clockOf(owner, skewMs), 'database', logger)
  // Twice, as at a real start: one sighting alone is not believed.
  for (const sentAt of [time.machineNow(), time.machineNow()])
    time.see('database', { sentAt, receivedAt: sentAt, theirs: scheduler.now(), resolutionMs: 1 })
  const provider = createModelProvider(world.omiseWorld, world.omise, owner, weather.network)
  const { promise: died, resolve: die } = Promise.withResolvers<undefined>()
  const composition = composeOn(
    createRemoteStorage(world, owner, world.storage, world.due, weather.store),
    settings,
    {
      provider: () => provider,
      clock: time.clock,
      omiseAheadMs: time.omiseAheadMs,
      ids: world.ids,
      logger,
      limiter: noLimits,
      channels: world.shop.channels(owner),
      waits: productionWaits,
      readiness: async () => 'ready',
      metrics: undefined,
    },
  )
  const process: Process = { owner, composition, died, isAlive: true, kill }
  run()
  return process

  function kill(): void {
    process.isAlive = false
    scheduler.kill(owner, (label) => fate.chance(`${label} happens after the crash`, 0.5))
    world.due.forget(owner)
    die(undefined)
  }

  function run(): void {
    const { signal } = new AbortController()
    // None of these ever ends by itself.
    void withHistory(`${name} reconciles`, () => composition.runReconciler(signal))
    void withHistory(`${name} audits`, () => composition.runDailyAudits(signal))
    void withHistory(`${name} delivers`, () => composition.runDeliveries(signal))
  }
}

const settings: Settings = {
  omise: {
    publicKey: 'pkey_test_simulation',
    secretKey,
    apiUrl: 'https://api.omise.test',
    apiVersion: '2019-05-29',
  },
  shopName: undefined,
  methods: paymentMethods,
  limits: { minAmountSatang: 2_000, maxAmountSatang: 5_000_000 },
  authorizeHosts: ['pay.omise.test'],
  publicUrl: 'https://shop.test',
  returnPage: '/return.html',
  merchantToken,
  merchantPage: false,
  serverMakesSources: true,
  webhookVerification: { mode: 'reread-only' },
  pageFolders: [],
  allowedOrigins: [],
  trustedProxies: 0,
}

function loggerOf(world: World, name: string) {
  const line = (fields: Record<string, unknown>, message: string) => {
    if (message === 'request') return
    world.say(() => `${name} logs: ${message} ${detailsOf(fields)}`)
  }
  return { info: line, warn: line, error: line }
}

function detailsOf({ requestId: _, error, ...fields }: Record<string, unknown>): string {
  const reason = error instanceof Error ? [`(${error.message})`] : []
  return [...Object.values(fields).map(String), ...reason].join(' ')
}
