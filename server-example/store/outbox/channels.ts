/** The channels that events are delivered through, and how one that the shop gave up is removed. */
import type { Transaction } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'

export type ChannelState = {
  readonly name: string
  /** Deliveries that wait or are parked. */
  readonly open: number
}

export type ChannelRemoval =
  | { readonly kind: 'removed'; readonly openDeliveries: number }
  | { readonly kind: 'unknown'; readonly known: readonly ChannelState[] }
  /** A server is delivering through it at this moment. Nothing was changed. */
  | { readonly kind: 'in_use' }

/** Returns every registered channel by name. */
export async function listChannels({ db }: Pick<Database, 'db'>): Promise<readonly ChannelState[]> {
  const rows = await db
    .selectFrom('shop_channels')
    .leftJoin('shop_deliveries', (join) =>
      join
        .onRef('shop_deliveries.channel', '=', 'shop_channels.name')
        .on('shop_deliveries.state', '!=', 'taken'),
    )
    .select(({ fn }) => ['shop_channels.name', fn.count<number>('position').as('open')])
    .groupBy('shop_channels.name')
    .orderBy('shop_channels.name')
    .execute()
  return rows.map(({ name, open }) => ({ name, open: Number(open) }))
}

/**
 * Removes a channel with its deliveries that the shop has not taken; the events stay, and
 * those that it has taken stay on record. A server that starts with the channel registers
 * it again, for events from then on.
 */
export async function removeChannel(
  database: Database,
  name: string,
  now: number,
): Promise<ChannelRemoval> {
  const { db, engine } = database
  return engine.createWriter(db).transact(async (transaction) => {
    await lockChannels(transaction)
    const isLeased = await transaction
      .selectFrom('shop_deliveries')
      .select('position')
      .where('channel', '=', name)
      .where('state', '=', 'waiting')
      .where('leased_until', '>', now)
      .executeTakeFirst()
    if (isLeased !== undefined) return { kind: 'in_use' }
    const channel = await transaction
      .deleteFrom('shop_channels')
      .where('name', '=', name)
      .executeTakeFirst()
    if (channel.numDeletedRows === 0n)
      return { kind: 'unknown', known: await listChannels({ db: transaction }) }
    const deliveries = await transaction
      .deleteFrom('shop_deliveries')
      .where('channel', '=', name)
      .where('state', '!=', 'taken')
      .executeTakeFirst()
    return { kind: 'removed', openDeliveries: Number(deliveries.numDeletedRows) }
  })
}

/**
 * Waits for everybody who is adding deliveries, and has others wait until the commit: each
 * new event takes the same row, so that no delivery is added for a channel that is gone.
 */
export async function lockChannels(transaction: Transaction<Tables>): Promise<void> {
  await transaction
    .updateTable('shop_event_positions')
    .set((counter) => ({ last: counter('last', '+', 0) }))
    .execute()
}
