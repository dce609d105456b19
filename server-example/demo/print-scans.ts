/** In a demo nobody scans a QR code with a phone: the terminal says which page plays it. */
import * as z from 'zod/mini'
import type { Simulator } from '../simulator/simulator.ts'

const state = z.object({
  charges: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      metadata: z.object({ order_id: z.optional(z.string()) }),
    }),
  ),
})
const chargePages = z.object({ scanUri: z.string() })

/** Returns a function that puts it around a server's answers. `print` gets the address once for each code that a page has loaded. */
export function printScans(
  simulator: Pick<Simulator, 'url' | 'fetch'>,
  print: (uri: string) => void,
) {
  const printed = new Set<string>()

  return <Rest extends unknown[]>(
    answer: (request: Request, ...rest: Rest) => Response | Promise<Response>,
  ) =>
    async (request: Request, ...rest: Rest): Promise<Response> => {
      const response = await answer(request, ...rest)
      const orderId = /^\/api\/orders\/([^/]+)\/qr$/.exec(new URL(request.url).pathname)?.[1]
      if (orderId !== undefined && response.ok) await printScanOf(orderId)
      return response
    }

  async function printScanOf(orderId: string): Promise<void> {
    const { charges } = state.parse(await control('state'))
    const charge = charges.findLast(
      ({ status, metadata }) => status === 'pending' && metadata.order_id === orderId,
    )
    if (charge === undefined || printed.has(charge.id)) return
    printed.add(charge.id)
    print(chargePages.parse(await control(`charges/${charge.id}`)).scanUri)
  }

  async function control(path: string): Promise<unknown> {
    const response = await simulator.fetch(new Request(`${simulator.url}/_simulator/${path}`))
    return response.json()
  }
}
