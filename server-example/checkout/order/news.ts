/**
 * Who brought the news:
 * - `answer`: Omise answered the call that made the charge
 * - `webhook`: Omise delivered an event
 * - `buyer`: the buyer's page asked, mostly after their return
 * - `clock`: the reconciler asked
 * - `sweep`: the daily comparison found it
 * - `merchant`: a refund was asked for
 */
export const triggers = ['answer', 'webhook', 'buyer', 'clock', 'sweep', 'merchant'] as const
export type NewsBy = (typeof triggers)[number]

/** When something became known, and from whom. */
export type News = { readonly by: NewsBy; readonly at: number }
