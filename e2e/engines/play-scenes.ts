/** Every scene as a test in one engine, against a stack of its own. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { type Stack, startStack } from '../support/stack.ts'
import { createBuyer } from './buyer.ts'
import { goingBack } from './scenes/going-back.ts'
import { otherWaysIn } from './scenes/other-ways-in.ts'
import { overlay } from './scenes/overlay.ts'
import { payment } from './scenes/payment.ts'
import { phoneField } from './scenes/phone-field.ts'
import { strictPage } from './scenes/strict-page.ts'
import { type Engine, screens } from './tab.ts'

const scenes = [...payment, ...phoneField, ...overlay, ...strictPage, ...goingBack, ...otherWaysIn]

export function playScenes(name: string, start: () => Promise<Engine>): void {
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })
  const folder = `test-results/engines/${name}`
  let engine: Engine
  let stack: Stack

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    ;[engine, stack] = await Promise.all([start(), startStack()])
    console.log(`${name}: ${engine.version}`)
  })
  afterAll(() => Promise.all([engine?.stop(), stack?.stop()]))
  beforeEach(() => stack.calm())

  describe(name, () => {
    for (const { name, screen = screens.phone, play } of scenes)
      test(name, async () => {
        const tab = await engine.openTab()
        const picture = async (of: string) =>
          writeFileSync(`${folder}/${of}.png`, await tab.picture())
        try {
          await tab.resize(screen)
          const { keepsPages } = engine
          await play({ buyer: createBuyer(tab, stack), stack, keepsPages, picture })
        } catch (error) {
          await picture(`failed: ${name}`).catch(() => {})
          throw error
        } finally {
          await tab.close()
        }
      })
  })
}
