/** What of the merchant's configuration can be examined, whatever is wrong with the rest of it. */
import * as z from 'zod/mini'
import { parseConfig } from '../../config/config.ts'
import { type Environment, environment } from '../../config/environment.ts'

export type Settings = { readonly [Name in keyof Environment]?: Environment[Name] | undefined }

export type Configuration = {
  /** Every problem that keeps the server from starting; each begins with its variable's name. */
  readonly problems: readonly string[]
  /** By the variables' names. Those left out have their defaults; those not understood are missing. */
  readonly settings: Settings
  /** Texts that must never be printed, whatever they got into. */
  readonly secrets: readonly string[]
}

export type Env = Readonly<Record<string, string | undefined>>

const secretNames = /^(OMISE_SECRET_KEY|OMISE_WEBHOOK_SECRET|MERCHANT_TOKEN|DATABASE_URL)$/

export function readConfiguration(env: Env): Configuration {
  const parsed = parseConfig(env)
  return {
    problems: parsed.ok ? [] : parsed.problems,
    settings: readSettings(env),
    secrets: Object.entries(env).flatMap(([name, value = '']) =>
      secretNames.test(name) ? value.split(',').map((one) => one.trim()) : [],
    ),
  }
}

/** The problems that name one of these variables first. */
export function problemsOf({ problems }: Configuration, names: RegExp): readonly string[] {
  return problems.filter((problem) => names.test(/^\w+/.exec(problem)?.[0] ?? ''))
}

function readSettings(env: Env): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value))
  const parsed = environment.safeParse(given)
  if (parsed.success) return parsed.data
  const unusable = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
  const left = Object.entries(given).filter(([name]) => !unusable.has(name))
  const settings = z.partial(environment).parse(Object.fromEntries(left))
  // A default in place of what was meant otherwise would be a guess.
  for (const name of z.keyof(environment).options) if (unusable.has(name)) delete settings[name]
  return settings
}
