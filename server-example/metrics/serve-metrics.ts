import { listen } from '../http/listen/listen.ts'
import type { Metrics } from './metrics.ts'

export type MetricsServer = { readonly port: number; stop(): Promise<void> }

/**
 * Serves `GET /metrics` on a port of its own: buyers cannot reach it, so that it
 * needs no secret and is not rate limited.
 */
export async function serveMetrics(
  metrics: Metrics,
  address: { readonly port: number; readonly host: string },
): Promise<MetricsServer> {
  const listening = await listen(address)
  listening.serve(async (request) => {
    if (new URL(request.url).pathname !== '/metrics') return new Response(null, { status: 404 })
    if (request.method !== 'GET')
      return new Response(null, { status: 405, headers: { allow: 'GET' } })
    return new Response(await metrics.text(), { headers: { 'content-type': metrics.contentType } })
  })
  return { port: listening.port, stop: () => listening.stop(1_000) }
}
