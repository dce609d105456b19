import { existsSync } from 'node:fs'
import { openDatabase } from '../store/database.ts'
import { sqlitePath } from '../store/database-url.ts'
import { isMigrated } from '../store/migrations.ts'
import { type ChannelState, removeChannel as remove } from '../store/outbox/channels.ts'
import { type Command, complain, type Env, say } from './command.ts'
import { readDatabaseUrl } from './configuration.ts'

export const removeChannel: Command = {
  usage: `Usage: truemoney-checkout-server remove-channel NAME

  Removes a channel that the shop no longer uses, with its deliveries that wait or are parked.
  First stop every server that still has it: one that runs would get no further events through it.
  The events themselves stay, and can be read at GET /api/merchant/events.

  NAME  handlers (the functions in "on") or webhook (SHOP_WEBHOOK_URL)`,
  flags: [],
  operands: ['NAME'],
  async run({ operands: [name = ''] }, env) {
    const url = readDatabaseUrl(env)
    if (isConfigured(name, env)) {
      complain('Expected a channel that is not used, SHOP_WEBHOOK_URL is set. Unset it first.')
      return 1
    }
    const path = sqlitePath(url)
    if (path !== undefined && !existsSync(path)) {
      complain(`Expected the server's database, there is no file ${path}. Set DATABASE_URL.`)
      return 1
    }
    const { db, ...engine } = openDatabase(url)
    try {
      if (!(await isMigrated({ db, ...engine }))) {
        complain('Expected a database with every migration of this version. Run "migrate" first.')
        return 1
      }
      const removal = await remove({ db, ...engine }, name, Date.now())
      switch (removal.kind) {
        case 'removed':
          say(
            `Removed ${name}, and ${removal.openDeliveries} deliveries that waited or were parked.`,
          )
          return 0
        case 'in_use':
          complain(
            `A server is delivering through ${name}. Stop it, or start it without, and try again.`,
          )
          return 1
        case 'unknown':
          complain(`There is no channel ${JSON.stringify(name)}. ${known(removal.known)}`)
          return 1
      }
    } finally {
      await db.destroy()
    }
  },
}

function isConfigured(name: string, { SHOP_WEBHOOK_URL: address = '' }: Env): boolean {
  return name === 'webhook' && address !== ''
}

function known(channels: readonly ChannelState[]): string {
  if (channels.length === 0) return 'The database has none.'
  return `The database has ${channels.map(({ name, open }) => `${name} (${open} deliveries not taken)`).join(', ')}.`
}
