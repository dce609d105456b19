import { it } from 'vitest'
import { startTestPostgres } from '../../server-example/store/test-postgres.ts'
import { expectAgreement } from './fixed-schedules.ts'

it('the three books agree after the same schedules on PostgreSQL', async () => {
  const postgres = await startTestPostgres()
  try {
    await expectAgreement('postgres', postgres)
  } finally {
    await postgres.stop()
  }
}, 180_000)
