/** The doctor's round: every check, side by side; a broken one never hides the others. */
import { withoutSecrets } from '../runtime/logger.ts'
import { accountIsThai, apiVersionsFit, truemoneyIsEnabled } from './checks/account.ts'
import { clocksAgree } from './checks/clock.ts'
import { databaseWorks } from './checks/database.ts'
import { allowedOriginsFit, authorizeHostsFit } from './checks/hosts.ts'
import {
  keysAreOfOneAccount,
  keysAreOfOneMode,
  publicKeyIsAccepted,
  secretKeyIsAccepted,
} from './checks/keys.ts'
import { pagesAllowOmise, returnPageIsThere } from './checks/pages.ts'
import { proxiesAreCounted } from './checks/proxies.ts'
import { publicUrlIsReachable, runningServerHasTheseSettings } from './checks/public-url.ts'
import { problemsOf } from './checks/settings.ts'
import { webhookAddressIsOurs, webhookSecretIsWellFormed } from './checks/webhooks.ts'
import { type Finding, right, unchecked, wrong } from './finding.ts'
import type { Look, Patient } from './patient.ts'

export type Line = Finding & { readonly subject: string }

/** Variables with a check of their own, which repeats or betters what the configuration says. */
const othersSayIt =
  /^(?!OMISE_(PUBLIC|SECRET)_KEY$|OMISE_WEBHOOK_SECRET$|PUBLIC_URL$|DATABASE_URL$|ALLOWED_ORIGINS$)/

const configurationIsUnderstood: Look = ({ configuration }) => {
  const problems = problemsOf(configuration, othersSayIt)
  if (problems.length === 0) return right('every setting is understood.')
  return problems.map((problem) =>
    wrong(problem, 'Correct this variable in the server’s environment.'),
  )
}

/** In the order in which they are read. */
export const checks = {
  configuration: configurationIsUnderstood,
  keys: keysAreOfOneMode,
  'secret key': secretKeyIsAccepted,
  'public key': publicKeyIsAccepted,
  'one account': keysAreOfOneAccount,
  country: accountIsThai,
  truemoney: truemoneyIsEnabled,
  'API version': apiVersionsFit,
  'webhook secret': webhookSecretIsWellFormed,
  'webhook address': webhookAddressIsOurs,
  'public URL': publicUrlIsReachable,
  'running server': runningServerHasTheseSettings,
  clock: clocksAgree,
  database: databaseWorks,
  'authorize hosts': authorizeHostsFit,
  'allowed origins': allowedOriginsFit,
  'page policy': pagesAllowOmise,
  'return page': returnPageIsThere,
  proxies: proxiesAreCounted,
} as const satisfies Record<string, Look>

export async function examine(patient: Patient): Promise<readonly Line[]> {
  const rounds = Object.entries(checks).map(async ([subject, look]) => {
    const findings = await lookSafely(look, patient)
    return findings.map((finding) => withoutTheirSecrets({ subject, ...finding }, patient))
  })
  return (await Promise.all(rounds)).flat()
}

async function lookSafely(look: Look, patient: Patient): Promise<readonly Finding[]> {
  try {
    return [await look(patient)].flat()
  } catch (error) {
    const name = error instanceof Error ? `${error.name}: ${error.message}` : 'no reason given'
    return [unchecked(`the check itself failed (${name}).`, 'Please report this.')]
  }
}

/** A key in the wrong variable would be repeated like any other text. */
function withoutTheirSecrets(line: Line, { configuration }: Patient): Line {
  const hide = (text: string) =>
    configuration.secrets
      .filter((secret) => secret.length >= 8)
      .reduce((left, secret) => left.replaceAll(secret, '…'), withoutSecrets(text))
  return { ...line, found: hide(line.found), advice: line.advice && hide(line.advice) }
}
