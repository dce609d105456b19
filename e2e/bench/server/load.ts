/** Many buyers at once, and how long each of their requests took. */
import type { Usage } from './programs.ts'

export type Load = {
  /** Of every request, in ms. */
  readonly latencies: readonly number[]
  readonly perSecond: number
}

/** One request; throws when its answer is not the one that was expected. */
export type Send = (nth: number) => Promise<void>

/** Everybody asks again as soon as they are answered: as much as it takes. */
export async function atFullSpeed(
  { buyers, requests }: { buyers: number; requests: number },
  send: Send,
): Promise<Load> {
  const latencies: number[] = []
  let next = 0
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: buyers }, async () => {
      while (next < requests) {
        const nth = next
        next += 1
        latencies.push(await timed(send, nth))
      }
    }),
  )
  return { latencies, perSecond: perSecond(requests, startedAt) }
}

/** Everybody asks once a round, each at a moment of their own: no buyer pays as fast as they can. */
export async function atTheirPace(
  { buyers, rounds, roundMs }: { buyers: number; rounds: number; roundMs: number },
  send: Send,
): Promise<Load> {
  const latencies: number[] = []
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: buyers }, async (_, buyer) => {
      for (let round = 0; round < rounds; round += 1) {
        const waitMs = startedAt + (round + buyer / buyers) * roundMs - performance.now()
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs)))
        latencies.push(await timed(send, round * buyers + buyer))
      }
    }),
  )
  return { latencies, perSecond: perSecond(buyers * rounds, startedAt) }
}

/** What the process used for each of the requests, in µs of a core. */
export async function withCpu(
  program: { usage(): Promise<Usage> },
  work: () => Promise<Load>,
): Promise<Load & { readonly cpuMicros: number }> {
  const before = await program.usage()
  const load = await work()
  const after = await program.usage()
  return { ...load, cpuMicros: (after.cpuMicros - before.cpuMicros) / load.latencies.length }
}

async function timed(send: Send, nth: number): Promise<number> {
  const startedAt = performance.now()
  await send(nth)
  return performance.now() - startedAt
}

function perSecond(requests: number, startedAt: number): number {
  return (requests / (performance.now() - startedAt)) * 1000
}
