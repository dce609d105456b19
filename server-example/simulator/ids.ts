import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'

export type IdPrefix = 'src' | 'chrg' | 'pay2' | 'rfnd' | 'trxn' | 'evnt' | 'whdl' | 'docu'

export type Ids = {
  /** `chrg_test_` and 19 characters that sort by the time they were made. */
  next: (prefix: IdPrefix) => string
  /** A UUID for `X-Request-Id`. */
  requestId: () => string
  /** Six digits, as a one-time password has them. */
  oneTimePassword: () => string
  /** Sixteen hexadecimal digits in upper case, as in the address of a document. */
  downloadToken: () => string
  /** Starts again: with a seed, the same ids follow. */
  reset: () => void
}

const idLength = 19
/** Omise's ids read as base 36 are the time in milliseconds shifted by 55 bits, and 55 bits below it:
 * seen on every recorded id whose object shows its creation time. */
const bitsBelowTime = 55n
const randomBits = 32n
const sequenceBits = bitsBelowTime - randomBits

export function createIds(clock: Clock, seed?: string): Ids {
  /** Each kind has its own line, so that a webhook's delivery, whose moment nobody controls, does not
   * change the ids of the charges that follow. */
  const lines = new Map<string, Line>()

  function lineOf(kind: string): Line {
    const line = lines.get(kind) ?? { draws: 0, lastTime: -1, sequence: 0 }
    lines.set(kind, line)
    return line
  }

  function draw(kind: string): Buffer {
    const line = lineOf(kind)
    line.draws += 1
    if (seed === undefined) return randomBytes(32)
    return createHash('sha256').update(`${seed}:${kind}:${line.draws}`).digest()
  }

  /** Makes ids of one millisecond sort in the order they were made. */
  function nextInSequence(kind: string, time: number): bigint {
    const line = lineOf(kind)
    line.sequence = time === line.lastTime ? line.sequence + 1 : 0
    line.lastTime = time
    return BigInt(line.sequence) % (1n << sequenceBits)
  }

  return {
    next(prefix) {
      const time = clock.now()
      const random = BigInt(draw(prefix).readUInt32BE(0))
      const low = (nextInSequence(prefix, time) << randomBits) | random
      const id = (BigInt(time) << bitsBelowTime) | low
      return `${prefix}_test_${id.toString(36).padStart(idLength, '0')}`
    },
    requestId() {
      const hex = draw('request').toString('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    },
    oneTimePassword() {
      return String(draw('otp').readUInt32BE(0) % 1_000_000).padStart(6, '0')
    },
    downloadToken: () => draw('download').toString('hex').slice(0, 16).toUpperCase(),
    reset: () => lines.clear(),
  }
}

type Line = { draws: number; lastTime: number; sequence: number }

/** When an id was made, in milliseconds since 1970. */
export function timeOfId(id: string): number {
  const code = id.slice(id.lastIndexOf('_') + 1)
  let value = 0n
  for (const digit of code) value = value * 36n + BigInt(Number.parseInt(digit, 36))
  return Number(value >> bitsBelowTime)
}
