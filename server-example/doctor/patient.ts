import type { Call } from './call.ts'
import type { Omise } from './checks/omise.ts'
import type { Server } from './checks/server.ts'
import type { Configuration } from './checks/settings.ts'
import type { Finding } from './finding.ts'

/** All that the checks look at. What is asked of others is asked once, and awaited by whoever needs it. */
export type Patient = {
  readonly configuration: Configuration
  readonly omise: Omise
  readonly server: Server | undefined
  readonly call: Call
  /** Nothing may be made at Omise, not even a source that nobody uses. */
  readonly readOnly: boolean
}

type Said = Finding | readonly Finding[]

export type Look = (patient: Patient) => Said | Promise<Said>
