/** Where a schedule is played: a fresh Omise, the stack's servers, weather that can end, and the books of it all. */
import type { Books } from './books/books.ts'
import { promises } from './books/promises.ts'
import { emptyTold } from './books/told.ts'
import type { World } from './people/buyer.ts'
import { startPuller } from './people/puller.ts'
import { createShop } from './people/shop.ts'
import { readShopTable } from './people/shop-side.ts'
import type { Fault } from './schedule/fault.ts'
import type { Random } from './schedule/random.ts'
import type { PostWeather, Schedule } from './schedule/schedule.ts'
import { settle } from './settle.ts'
import { type Omise, openOmise } from './stack/omise.ts'
import type { Stack } from './stack/stack.ts'
import { createWatcher } from './stack/watcher.ts'

export type Weather = {
  readonly post: PostWeather
  /** Draws the next fault for a kind of call out of that kind's own line of chance. */
  readonly fault: (line: Random) => Fault
  readonly mostKills: number
  readonly qrExpiry: Schedule['qrExpiry']
}

export type PlayingField = {
  readonly world: World
  readonly omise: Omise
  /** kill -9, as long as the weather has kills left. */
  kill(process: string): void
  kills(): number
  storm(): void
  /** The storm ends, all are up, and what was left lying in the post is delivered. */
  clearUp(): Promise<void>
  /** Every way to the truth opens, and the reconciler gets its time. */
  settle(orderIds: readonly string[]): Promise<void>
  leap(ms: number): Promise<void>
  readBooks(orderIds: readonly string[]): Promise<Books>
  close(): Promise<void>
}

const dayMs = 86_400_000
const everyWay = { reconciler: true, polls: true }

export async function openPlayingField(
  stack: Stack,
  random: Random,
  weather: Weather,
): Promise<PlayingField> {
  const { clock, proxy, postman, processes, agent, store, shopSide } = stack
  const told = emptyTold()
  const watcher = createWatcher(clock, store)
  const killsBefore = stack.killsSoFar()
  const kills = () => stack.killsSoFar() - killsBefore
  const serverChoice = random.fork('server')
  const serverUrl = () => stack.serverUrl(serverChoice.integer(0, processes.length - 1))
  const omise = await openOmise(clock, {
    seed: random.name,
    webhookUrl: postman.url,
    agent,
    qrExpiry: weather.qrExpiry,
  })
  const shop = createShop({ clock, told, agent, serverUrl })
  const lines = new Map<string, Random>()
  let isStormy = true

  // What was sold before this Omise opened is not looked for in its books.
  await store.finishAudit(clock.now(), clock.now() + dayMs)
  proxy.follow({
    upstreamUrl: omise.url,
    shopUrl: shopSide.url,
    tellTime: omise.tellTime,
    kill,
    faultFor,
  })
  const puller = await startPuller(stack, shop)
  postman.begin({
    weather: weather.post,
    random: random.fork('post'),
    serverUrl,
    redeliver: (eventId) => omise.redeliver(eventId).catch(() => undefined),
    onDelivered(delivered) {
      told.delivered.push(delivered)
      if (delivered.orderId !== null) watcher.look(delivered.orderId)
    },
  })

  return {
    world: { clock, omise, shop, told, serversUp: stack.allUp },
    omise,
    kill,
    kills,
    storm() {
      isStormy = true
    },
    async clearUp() {
      isStormy = false
      await stack.allUp()
      await postman.calmDown()
      await settle(stack, omise, [])
    },
    async settle(orderIds) {
      await stack.set(everyWay)
      await settle(stack, omise, orderIds)
    },
    async leap(ms) {
      // No reconciler may hold a loan of yesterday: first all of them stop, then time leaps.
      await stack.set({ reconciler: false, polls: true })
      await stack.set(everyWay, ms)
      await omise.tellTime()
    },
    async readBooks(orderIds) {
      await watcher.idle()
      await puller.readToTheEnd()
      const orders = await Promise.all(orderIds.map((id) => store.findOrder(id)))
      return {
        omise: await omise.book(),
        orders: orders.filter((order) => order !== undefined),
        seen: watcher.seen(),
        told,
        heard: {
          shipped: await readShopTable(stack.database, orderIds),
          posted: shopSide.posted(),
          pulled: puller.pulled(),
        },
        calls: proxy.calls(),
        promises,
      }
    },
    async close() {
      postman.end()
      await Promise.all([puller.stop(), watcher.idle()])
      await omise.close()
    },
  }

  function kill(process: string): void {
    if (kills() < weather.mostKills) stack.kill(process)
  }

  /** Each kind of call draws from a line of its own: one call more of one kind changes no other. */
  function faultFor({ operation }: { operation: string }): Fault {
    if (!isStormy) return { kind: 'none' }
    const line = lines.get(operation) ?? random.fork(operation)
    lines.set(operation, line)
    return weather.fault(line)
  }
}
