import { it } from 'vitest'
import { expectAgreement } from './schedule/fixed-schedules.ts'

it('the four books agree after a fixed set of schedules on SQLite', async () => {
  await expectAgreement('sqlite', undefined)
}, 600_000)
