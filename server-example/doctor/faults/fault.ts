/** A mistake that a merchant can make, as the doctor's table has it. */
import type { Env } from '../checks/settings.ts'
import type { TestMerchant } from '../test-support/test-merchant.ts'

export type Fault = {
  readonly name: string
  /** What is different in the environment, after whatever had to be done elsewhere. */
  readonly plant: Plant
  /** The line that names it: sign, subject, words of what was found, and of the advice. */
  readonly named: readonly [sign: '!' | '✗' | '?', subject: string, found: string, advice: string]
}

export type Plant = (merchant: TestMerchant) => Env | Promise<Env>

export const liveKeys = {
  OMISE_PUBLIC_KEY: 'pkey_5livepublic',
  OMISE_SECRET_KEY: 'skey_5livesecret',
}

/** No name service is asked for a part of more than 63 letters: such a name is never known. */
export const noName = `${'x'.repeat(64)}.example`
