/** Checks at the start what a buyer would otherwise find out. */
import type { Logger } from '../checkout/ports.ts'
import type { Config } from '../config/config.ts'
import type { KeyCheck } from '../omise/check-secret-key.ts'

/** Logs what is probably a mistake. Throws when Omise refuses the secret key. */
export function checkStart(
  config: Pick<Config, 'misspelt' | 'webhookVerification'>,
  key: KeyCheck,
  logger: Logger,
): void {
  if (key.kind === 'refused')
    throw new Error(
      `OMISE_SECRET_KEY: Omise does not accept this key (${key.code}). Take both keys again from one page of the dashboard (Keys).`,
    )
  if (key.kind === 'unknown')
    logger.warn({ reason: key.reason }, 'whether Omise accepts the secret key is not known')
  if (config.webhookVerification.mode === 'refuse')
    logger.warn({}, 'OMISE_WEBHOOK_SECRET is not set: every webhook is refused')
  for (const { name, expected } of config.misspelt)
    logger.warn({ name, expected }, 'a variable of the environment may be misspelt')
}
