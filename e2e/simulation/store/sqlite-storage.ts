/** Real SQLite beside the model: both do everything, and must say the same. The rules read the model. */
import { isDeepStrictEqual } from 'node:util'
import { openDatabase } from '../../../server-example/store/database.ts'
import { migrate } from '../../../server-example/store/migrations.ts'
import { createOrderStore } from '../../../server-example/store/orders/order-store.ts'
import { createOutbox } from '../../../server-example/store/outbox/outbox.ts'
import { createTransactedDelivery } from '../../../server-example/store/outbox/shop-transaction.ts'
import type { LocalStorage } from './remote-storage.ts'

export type ClosableStorage = { readonly storage: LocalStorage; close(): Promise<void> }

/** `report` is called with the first difference between the two. */
export async function openSqliteStorage(
  model: LocalStorage,
  report: (difference: string) => void,
): Promise<ClosableStorage> {
  const database = openDatabase('sqlite::memory:')
  await migrate(database)
  const orders = createOrderStore(database)
  const outbox = createOutbox(database)
  for (const name of ['handlers', 'webhook']) await outbox.registerChannel(name, 0)
  const transacted = createTransactedDelivery(database)
  const storage: LocalStorage = {
    orders: {
      insertOrder: (order) =>
        both(
          'insertOrder',
          () => orders.insertOrder(order),
          () => model.orders.insertOrder(order),
        ),
      findOrder: (id) =>
        both(
          'findOrder',
          () => orders.findOrder(id),
          () => model.orders.findOrder(id),
        ),
      findOrderByReference: (reference) =>
        both(
          'findOrderByReference',
          () => orders.findOrderByReference(reference),
          () => model.orders.findOrderByReference(reference),
        ),
      findOrderOf: (charge) =>
        both(
          'findOrderOf',
          () => orders.findOrderOf(charge),
          () => model.orders.findOrderOf(charge),
        ),
      saveOrder: (before, after, triggered) =>
        both(
          'saveOrder',
          () => orders.saveOrder(before, after, triggered),
          () => model.orders.saveOrder(before, after, triggered),
        ),
      leaseDueOrders: (lease) =>
        both(
          'leaseDueOrders',
          () => orders.leaseDueOrders(lease).then(sorted),
          () => model.orders.leaseDueOrders(lease).then(sorted),
        ),
      releaseOrder: (id, lease) =>
        both(
          'releaseOrder',
          () => orders.releaseOrder(id, lease),
          () => model.orders.releaseOrder(id, lease),
        ),
      recordEvent: (event) => orders.recordEvent(event),
      listChargedAttempts: (since) =>
        both(
          'listChargedAttempts',
          () => orders.listChargedAttempts(since).then(byCharge),
          () => model.orders.listChargedAttempts(since).then(byCharge),
        ),
      claimAudit: (now) =>
        both(
          'claimAudit',
          () => orders.claimAudit(now),
          () => model.orders.claimAudit(now),
        ),
      finishAudit: (until, next) =>
        both(
          'finishAudit',
          () => orders.finishAudit(until, next),
          () => model.orders.finishAudit(until, next),
        ),
      recordAudit: (run) => orders.recordAudit(run),
      claimListReading: (...given) =>
        both(
          'claimListReading',
          () => orders.claimListReading(...given),
          () => model.orders.claimListReading(...given),
        ),
    },
    outbox: {
      ...outbox,
      leaseDeliveries: (lease) =>
        both(
          'leaseDeliveries',
          () => outbox.leaseDeliveries(lease),
          () => model.outbox.leaseDeliveries(lease),
        ),
      endDelivery: (delivery, result, now) =>
        both(
          'endDelivery',
          () => outbox.endDelivery(delivery, result, now),
          () => model.outbox.endDelivery(delivery, result, now),
        ),
    },
    commitDelivery: (delivery, now, writes, result) =>
      both(
        'commitDelivery',
        () =>
          transacted(
            delivery,
            () => now,
            async () => result,
          ).then(
            () => true,
            () => false,
          ),
        () => model.commitDelivery(delivery, now, writes, result),
      ),
  }
  return { storage, close: () => database.db.destroy() }

  async function both<Result>(
    what: string,
    inSqlite: () => Promise<Result>,
    inModel: () => Promise<Result>,
  ): Promise<Result> {
    const real = await settled(inSqlite)
    const modelled = await settled(inModel)
    if (!isDeepStrictEqual(plain(real), plain(modelled)))
      report(`${what}: SQLite says ${JSON.stringify(real)}, the model ${JSON.stringify(modelled)}`)
    if ('error' in real) throw real.error
    return real.result
  }
}

type Settled<Result> = { readonly result: Result } | { readonly error: unknown }

async function settled<Result>(work: () => Promise<Result>): Promise<Settled<Result>> {
  try {
    return { result: await work() }
  } catch (error) {
    return { error }
  }
}

/** The two word their errors differently; that one fails where the other does not is what counts. */
function plain(one: Settled<unknown>): unknown {
  return 'error' in one ? 'error' : one
}

function sorted<Row extends { orderId: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((one, other) => (one.orderId < other.orderId ? -1 : 1))
}

function byCharge<Row extends { chargeId: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((one, other) => (one.chargeId < other.chargeId ? -1 : 1))
}
