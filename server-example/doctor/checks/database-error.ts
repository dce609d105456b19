import { StoreError } from '../../checkout/store-error.ts'
import { type Finding, wrong } from '../finding.ts'

const advices: readonly (readonly [RegExp, string, string])[] = [
  [/^ENOTFOUND$/, 'its host’s name is not known', 'correct the host'],
  [
    /^ECONNREFUSED$/,
    'nothing listens at its address',
    'start PostgreSQL, or correct host and port',
  ],
  [/^28/, 'it refuses the user or the password', 'correct user and password'],
  [
    /^3D000$/,
    'the server is there, but not this database',
    'make it (createdb), or correct the name',
  ],
  [/^42501$/, 'the user may not write all tables', 'let the tables belong to this user'],
  [/^25006$|readonly/, 'it is read-only', 'give the primary’s address, or the right to write'],
  [/locked/, 'another process keeps it locked', 'end that process, or run it again'],
  [/^42P01$/, 'a table is missing', 'run truemoney-checkout-server migrate'],
  [/^53300$/, 'it has no connection left', 'raise max_connections, or end other clients'],
  [/^57P03$/, 'it is starting or stopping', 'run it again in a minute'],
  [
    /CERT|^UNABLE_TO_|SELF_SIGNED/,
    'its certificate is not trusted',
    'name the authority (sslrootcert)',
  ],
]

/** By the error's code alone: its text may repeat the address with the password. */
export function explainDatabaseError(error: unknown): Finding {
  const code = codeOf(error)
  const [, found, advice] = advices.find(([pattern]) => pattern.test(code)) ?? [
    null,
    'it cannot be worked with',
    'check the address, and that this user may write',
  ]
  return wrong(`${found} (${code}).`, `DATABASE_URL: ${advice}.`)
}

function codeOf(error: unknown): string {
  if (error instanceof StoreError) return codeOf(error.cause)
  if (!(error instanceof Error)) return 'no reason given'
  if ('errstr' in error && typeof error.errstr === 'string') return error.errstr
  if ('code' in error && typeof error.code === 'string') return error.code
  return /timeout/i.test(error.message) ? 'time-out' : error.name
}
