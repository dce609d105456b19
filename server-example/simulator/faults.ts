import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod/mini'
import { errorObject } from './http/refusal.ts'

const when = z._default(z.enum(['before', 'after']), 'before')

const faultSchema = z.discriminatedUnion('kind', [
  /** Answers with an error object, by default without doing the work. */
  z.object({
    kind: z.literal('status'),
    status: z.int().check(z.minimum(400), z.maximum(599)),
    code: z._default(z.string(), 'internal_error'),
    message: z._default(z.string(), 'internal error'),
    when,
  }),
  /** Waits, before or after the work. */
  z.object({ kind: z.literal('delay'), delayMs: z.int().check(z.minimum(0)), when }),
  /** Cuts the connection; nothing was done. */
  z.object({ kind: z.literal('reset-before') }),
  /** Cuts the connection; the work was done. */
  z.object({ kind: z.literal('reset-after') }),
  /** A gateway's HTML page instead of JSON, by default without doing the work. */
  z.object({ kind: z.literal('html-502'), when }),
])

/** `path` is exact, but a `*` stands for anything. Without `method`, every one but OPTIONS is meant. */
export const faultRuleSchema = z.object({
  match: z.object({ method: z.optional(z.string()), path: z.string() }),
  times: z._default(z.int().check(z.minimum(1)), 1),
  fault: faultSchema,
})

export type Fault = z.infer<typeof faultSchema>
export type FaultRule = z.infer<typeof faultRuleSchema>

/** The connection ends without an answer. Who listens on a port cuts it really. */
export class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut'
}

export type Faults = ReturnType<typeof createFaults>

/** The accidents that were ordered, first come first served. */
export function createFaults() {
  let rules: FaultRule[] = []

  function take(method: string, path: string): Fault | null {
    const rule = rules.find(({ match }) => isMatch(match, method, path))
    if (rule === undefined) return null
    rule.times -= 1
    rules = rules.filter(({ times }) => times > 0)
    return rule.fault
  }

  return {
    add: (rule: FaultRule): void => {
      rules.push(rule)
    },
    clear: (): void => {
      rules = []
    },
    state: (): readonly FaultRule[] => rules,
    /** Does the work with whatever accident is due for this request. */
    async around(
      method: string,
      path: string,
      work: () => Response | Promise<Response>,
    ): Promise<Response> {
      const fault = take(method, path)
      return fault === null ? work() : suffer(fault, work)
    },
  }
}

async function suffer(fault: Fault, work: () => Response | Promise<Response>): Promise<Response> {
  if (fault.kind === 'reset-before')
    throw new ConnectionCut('The connection was cut before the work.')
  if (fault.kind === 'reset-after') {
    await work()
    throw new ConnectionCut('The connection was cut after the work.')
  }
  if (fault.kind === 'delay') {
    if (fault.when === 'before') await wait(fault.delayMs, undefined, { ref: false })
    const answer = await work()
    if (fault.when === 'after') await wait(fault.delayMs, undefined, { ref: false })
    return answer
  }
  if (fault.when === 'after') await work()
  return fault.kind === 'status'
    ? Response.json(errorObject(fault.code, fault.message), {
        status: fault.status,
        headers: { 'Access-Control-Allow-Origin': '*' },
      })
    : gatewayPage()
}

function gatewayPage(): Response {
  return new Response(
    '<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n',
    { status: 502, headers: { 'Content-Type': 'text/html' } },
  )
}

function isMatch(match: FaultRule['match'], method: string, path: string): boolean {
  const methodFits =
    match.method === undefined ? method !== 'OPTIONS' : match.method.toUpperCase() === method
  const pattern = match.path.split('*').map(escapeForRegExp).join('.*')
  return methodFits && new RegExp(`^${pattern}$`).test(path)
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
}
