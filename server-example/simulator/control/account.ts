import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { type Account, qrExpiries } from '../account.ts'
import { apiVersions } from '../http/versions.ts'

const changeSchema = z.strictObject({
  apiVersion: z.optional(z.enum(apiVersions)),
  paymentMethods: z.optional(z.array(z.string().check(z.regex(/^[a-z0-9_]+$/)))),
  qrExpiry: z.optional(z.enum(qrExpiries)),
})

/** The part of the control API that changes the account while it is in use: what a merchant changes in the
 * dashboard, and Omise for a merchant. Like Omise's dashboard it raises the version and never lowers it. */
export function controlAccount(control: Hono, { account }: { account: Account }): void {
  control.post('/account', async (c) => {
    const body = changeSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400)
    const { apiVersion = account.apiVersion, ...rest } = body.data
    if (apiVersion < account.apiVersion) {
      const error = `Expected a version of ${account.apiVersion} or later, got ${apiVersion}: Omise lets nobody go back.`
      return c.json({ error }, 409)
    }
    account.apiVersion = apiVersion
    account.paymentMethods = rest.paymentMethods ?? account.paymentMethods
    account.qrExpiry = rest.qrExpiry ?? account.qrExpiry
    const { paymentMethods, qrExpiry } = account
    return c.json({ apiVersion, paymentMethods, qrExpiry })
  })
}
