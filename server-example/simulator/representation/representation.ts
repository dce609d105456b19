import type { Account } from '../account.ts'
import type { Charge, Refund } from '../charges/charges.ts'
import type { Source } from '../charges/sources.ts'
import type { Param } from '../http/params.ts'
import type { Page } from '../search/lists.ts'
import type { SearchPage } from '../search/search.ts'
import type { Event, WebhookDelivery } from '../webhooks/events.ts'

export type Json = Param
export type JsonObject = { [name: string]: Json }

/** How one version of the API shows things: names, order and presence of every attribute. */
export type Representation = {
  /** With the charge made from it, if there is one: its status and QR code show on the source. */
  source: (source: Source, charge: Charge | undefined, url: string) => JsonObject
  charge: (charge: Charge, view: View) => JsonObject
  refund: (refund: Refund) => JsonObject
  event: (event: Event, deliveries: readonly WebhookDelivery[], url: string) => JsonObject
  list: (page: Omit<Page<unknown>, 'items'>, location: string, data: JsonObject[]) => JsonObject
  search: (
    page: Omit<SearchPage<unknown>, 'items'>,
    place: { location: string; scope: string },
    data: JsonObject[],
  ) => JsonObject
  account: (account: Account) => JsonObject
  capability: (account: Account) => JsonObject
}

/** A charge's flags depend on the time of looking, its addresses on where the simulator is reached, and
 * which attributes it has on whether it is one of a list. */
export type View = { now: number; url: string; isListItem?: boolean }
