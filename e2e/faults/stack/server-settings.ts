/** What the suite tells a server under test when it starts one. */
import * as z from 'zod/mini'
import { fastClockSettings } from './fast-clock.ts'

/** Which ways to the truth are open, beside webhooks. */
export const serverModeSchema = z.object({ reconciler: z.boolean(), polls: z.boolean() })
export type ServerMode = z.infer<typeof serverModeSchema>

export const serverSettingsSchema = z.object({
  /** Names the process in the fault proxy's record. */
  name: z.string(),
  port: z.int(),
  databaseUrl: z.string(),
  /** The fault proxy. */
  omiseUrl: z.string(),
  clock: fastClockSettings,
  mode: serverModeSchema,
  publicKey: z.string(),
  secretKey: z.string(),
  webhookSecret: z.string(),
  shopWebhookSecret: z.string(),
  merchantToken: z.string(),
  logLevel: z.string(),
})
export type ServerSettings = z.infer<typeof serverSettingsSchema>
