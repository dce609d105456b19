/**
 * What caused a change. Stored with it, and part of the merchant's API:
 * - `answer`: Omise's response to the call that made the charge
 * - `webhook`: Omise delivered an event
 * - `buyer`: the buyer's page polled, mostly after their return
 * - `clock`: the reconciler read the charge
 * - `sweep`: the daily audit found it
 * - `merchant`: a refund was asked for
 */
export const triggers = ['answer', 'webhook', 'buyer', 'clock', 'sweep', 'merchant'] as const
export type Trigger = (typeof triggers)[number]

/** What caused a change, and when it became known. */
export type Triggered = { readonly by: Trigger; readonly at: number }
