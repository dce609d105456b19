/** The checkout inside a Next app as a shop builds and starts it, out of the tarball. Needs a build, and npm. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openTestHost } from '../../server-example/adapters/test-host.ts'
import {
  asLocked,
  installedApp,
  npmInstall,
  spawned,
  writeExample,
  writeManifest,
} from './installed.ts'
import { pack } from './packed.ts'
import { root } from './run-tool.ts'

/** Not one of the project's own packages: a third of a gigabyte. */
const next = 'next@16.4.6'

const folder = mkdtempSync(join(tmpdir(), 'installed-next-'))
const node = `${root}node_modules/.bin/node`
const command = join(folder, 'node_modules/next/dist/bin/next')
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }), 60_000)

it('is built by `next build`, and takes a payment under `next start`', async ({ skip }) => {
  writeManifest(folder, { type: 'module' })
  try {
    await npmInstall(folder, next, ...asLocked('react', 'react-dom'))
  } catch (error) {
    return skip(`npm has no ${next} here: ${String(error).slice(0, 200)}`)
  }
  const { file } = await pack('installed-next', `${root}server-example`)
  await npmInstall(folder, file)
  for (const route of ['app/buy', 'app/pay/[...path]']) {
    mkdirSync(join(folder, route), { recursive: true })
    writeExample(`next-app/${route}/route.ts`, join(folder, route, 'route.js'))
  }
  writeExample('next-app/checkout.ts', join(folder, 'checkout.js'))

  // Without a key or a database: those are for the first request.
  const built = await spawned(folder, node, [command, 'build'], { NEXT_TELEMETRY_DISABLED: '1' })
  expect(built, built.output).toMatchObject({ exitCode: 0 })

  const databaseUrl = `sqlite:${join(folder, 'orders.db')}`
  const host = await openTestHost(installedApp(folder, node, [command, 'start']), {
    env: { DATABASE_URL: databaseUrl, TRUST_PROXY: '1', NEXT_TELEMETRY_DISABLED: '1' },
  })
  try {
    const order = await host.newOrder()
    await host.authorize(await host.charge(order))
    expect(await host.deliveries()).toEqual([200, 200])
    expect(await host.payment(order)).toMatchObject({ status: 'successful' })
    expect(await host.askAsShop('GET', '/orders')).toMatchObject({ status: 200 })
  } finally {
    await host.close()
  }
}, 600_000)
