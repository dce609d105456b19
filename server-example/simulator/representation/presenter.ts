import type { Account } from '../account.ts'
import type { Charge, Refund } from '../charges/charges.ts'
import type { Ledger } from '../charges/ledger.ts'
import type { Source } from '../charges/sources.ts'
import type { Clock } from '../clock.ts'
import { Refusal } from '../http/refusal.ts'
import type { ApiVersion } from '../http/versions.ts'
import { showTransaction, type Transaction } from '../money/transactions.ts'
import type { Page } from '../search/lists.ts'
import type { SearchPage } from '../search/search.ts'
import type { Event } from '../webhooks/events.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import type { JsonObject } from './representation.ts'
import { representationOf } from './representations.ts'

export type Presenter = ReturnType<typeof createPresenter>

/** Shows things in one version of the API, as they are now; events in their own. A refusal passes through untouched. */
export function createPresenter(
  version: ApiVersion,
  parts: { account: Account; clock: Clock; ledger: Ledger; webhooks: Webhooks },
) {
  const { account, clock, ledger, webhooks } = parts
  const shape = representationOf(version)

  function source(shown: Source): JsonObject {
    return shape.source(shown, ledger.findChargeOf(shown.id), account.url)
  }
  function charge(shown: Charge): JsonObject {
    return shape.charge(shown, { now: clock.now(), url: account.url })
  }
  function listItem(shown: Charge): JsonObject {
    return shape.charge(shown, { now: clock.now(), url: account.url, isListItem: true })
  }
  /** In the version of its time, as a webhook has shown it, and not in that of the request. */
  function event(shown: Event): JsonObject {
    return representationOf(shown.apiVersion).event(
      shown,
      webhooks.deliveriesOf(shown.id),
      account.url,
    )
  }
  function transaction(shown: Transaction): JsonObject {
    return showTransaction(version, shown)
  }
  function list<Item>(page: Page<Item>, location: string, show: (item: Item) => JsonObject) {
    return shape.list(page, location, page.items.map(show))
  }
  function search<Item>(
    page: SearchPage<Item>,
    place: { location: string; scope: string },
    show: (item: Item) => JsonObject,
  ): JsonObject {
    return shape.search(page, place, page.items.map(show))
  }

  return {
    source: orRefusal(source),
    charge: orRefusal(charge),
    refund: orRefusal((shown: Refund) => shape.refund(shown)),
    event: orRefusal(event),
    transaction: orRefusal(transaction),
    account: () => shape.account(account),
    capability: () => shape.capability(account),
    chargeList: (page: Page<Charge> | Refusal, location: string) =>
      page instanceof Refusal ? page : list(page, location, listItem),
    refundList: (page: Page<Refund> | Refusal, location: string) =>
      page instanceof Refusal ? page : list(page, location, shape.refund),
    eventList: (page: Page<Event> | Refusal, location: string) =>
      page instanceof Refusal ? page : list(page, location, event),
    transactionList: (page: Page<Transaction> | Refusal, location: string) =>
      page instanceof Refusal ? page : list(page, location, transaction),
    chargeSearch: (page: SearchPage<Charge> | Refusal, location: string) =>
      page instanceof Refusal ? page : search(page, { location, scope: 'charge' }, listItem),
    refundSearch: (page: SearchPage<Refund> | Refusal, location: string) =>
      page instanceof Refusal ? page : search(page, { location, scope: 'refund' }, shape.refund),
  }
}

function orRefusal<Item>(show: (item: Item) => JsonObject) {
  return (item: Item | Refusal): JsonObject | Refusal =>
    item instanceof Refusal ? item : show(item)
}
