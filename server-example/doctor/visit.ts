/** One visit of the doctor: from an environment to what there is to say about it. */
import { Agent } from 'undici'
import { createCall } from './call.ts'
import { askOmise } from './checks/omise.ts'
import { askServer } from './checks/server.ts'
import { type Env, readConfiguration } from './checks/settings.ts'
import { examine, type Line } from './examine.ts'

export type VisitOptions = {
  /** Makes nothing at Omise. */
  readonly readOnly: boolean
  readonly now?: () => number
}

/** A page that is larger than this is none of ours. */
const largestAnswerBytes = 4 * 1024 * 1024

export async function visit(
  env: Env,
  { readOnly, now = Date.now }: VisitOptions,
): Promise<readonly Line[]> {
  const dispatcher = new Agent({ maxResponseSize: largestAnswerBytes })
  const call = createCall(dispatcher, now)
  const configuration = readConfiguration(env)
  const omise = askOmise(configuration.settings, call)
  const server = askServer(configuration, call)
  try {
    return await examine({ configuration, omise, server, call, readOnly })
  } finally {
    await dispatcher.destroy()
  }
}
