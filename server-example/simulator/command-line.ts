import { parseArgs } from 'node:util'
import { defaultApiVersion, defaultPublicKey, defaultSecretKey } from './account.ts'
import { defaultHost, defaultPort } from './http/listen.ts'
import { apiVersions } from './http/versions.ts'
import type { ListenOptions } from './simulator.ts'

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  'public-key': { type: 'string' },
  'secret-key': { type: 'string' },
  'api-version': { type: 'string' },
  country: { type: 'string' },
  'payment-methods': { type: 'string' },
  'qr-format': { type: 'string' },
  'qr-expiry': { type: 'string' },
  url: { type: 'string' },
  'webhook-url': { type: 'string' },
  'webhook-secret': { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean' },
} as const

/** What `--help` says; `command` is what was typed to get here. */
export const usageOf = (command: string) => `Usage: ${command} [options]

  --port <number>          ${defaultPort}; 0 takes a free one
  --host <address>         ${defaultHost}
  --public-key <key>       ${defaultPublicKey}
  --secret-key <key>       ${defaultSecretKey}
  --api-version <version>  ${apiVersions.join(' or ')}; ${defaultApiVersion}
  --country <code>         TH; what /account and /capability say
  --payment-methods <list> truemoney; others are truemoney_jumpapp and truemoney_qr, separated by commas
  --qr-format <format>     svg or png; svg
  --qr-expiry <answer>     accept or refuse, when a charge with a QR code is to be expired; accept
  --url <url>              where clients and buyers reach it, if not by host and port
  --webhook-url <url>      none
  --webhook-secret <key>   base64; webhooks are unsigned without one
  --seed <text>            the same requests get the same ids; random without one`

export type CommandLine =
  | { kind: 'start'; options: ListenOptions }
  | { kind: 'help' }
  | { kind: 'problem'; message: string }

/** Reads the arguments of `npm run simulator -- …`. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const given: Record<string, string> = {}
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') return unknown(JSON.stringify(token.value))
    if (!Object.hasOwn(options, token.name)) return unknown(token.rawName)
    if (token.name === 'help') return { kind: 'help' }
    if (!token.value || (!token.inlineValue && token.value.startsWith('--'))) {
      return problem(`Expected a value after ${token.rawName}; --help lists the options.`)
    }
    given[token.name] = token.value
  }
  const port = given.port === undefined ? defaultPort : Number(given.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return problem(`Expected --port to be a number from 0 to 65535, got ${given.port}.`)
  }
  return {
    kind: 'start',
    options: {
      port,
      host: given.host,
      publicKey: given['public-key'],
      secretKey: given['secret-key'],
      apiVersion: given['api-version'],
      country: given.country,
      paymentMethods: given['payment-methods']?.split(','),
      qrFormat: given['qr-format'],
      qrExpiry: given['qr-expiry'],
      url: given.url,
      webhookUrl: given['webhook-url'],
      webhookSecret: given['webhook-secret'],
      seed: given.seed,
    },
  }
}

function unknown(what: string): CommandLine {
  return problem(`Unknown option ${what}; --help lists the options.`)
}

function problem(message: string): CommandLine {
  return { kind: 'problem', message }
}
