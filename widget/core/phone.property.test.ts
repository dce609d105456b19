import fc from 'fast-check'
import { describe, it } from 'vitest'
import { formatWhileTyping, parsePhone } from './phone.ts'

const runs = { seed: 66, numRuns: 2_000 }

const national = fc
  .tuple(fc.constantFrom('06', '08', '09'), fc.stringMatching(/^\d{8}$/))
  .map((parts) => parts.join(''))
/** What people really type, and what they don't. */
const symbol = fc.constantFrom(...'0123456789+-– ().๐๑๒๓๔๕๖๗๘๙０９\u200b\u00a0abx', '66', '0066')
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: symbol, maxLength: 24 }),
)

describe('parsePhone, whatever the text', () => {
  it('answers a Thai mobile number or a reason, and nothing else', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const parsed = parsePhone(text)
        return parsed.ok ? /^0[689]\d{8}$/.test(parsed.national) : parsed.problem.length > 0
      }),
      runs,
    )
  })

  it('reads a number in any dress as the same number', () => {
    const thai = (text: string) =>
      text.replace(/\d/g, (digit) => String.fromCharCode(0x0e50 + Number(digit)))
    const gaps = fc.array(fc.constantFrom('', ' ', '-', ' - ', '.', '\u00a0'), {
      minLength: 12,
      maxLength: 12,
    })
    const prefix = fc.constantFrom('0', '+66', '+66 (0)', '0066', '66', '＋66')
    fc.assert(
      fc.property(national, prefix, gaps, fc.boolean(), (number, before, between, isThai) => {
        const spread = [...number.slice(1)].map((digit, at) => (between[at] ?? '') + digit).join('')
        const parsed = parsePhone(before + (isThai ? thai(spread) : spread))
        return parsed.ok && parsed.national === number
      }),
      runs,
    )
  })

  it('never makes a number of digits that were not typed', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const parsed = parsePhone(text)
        if (!parsed.ok) return true
        const typed = text.replace(/[๐-๙０-９]/g, (digit) =>
          String(digit.charCodeAt(0) - (digit < '\uFF10' ? 0x0e50 : 0xff10)),
        )
        return typed.replace(/\D/g, '').endsWith(parsed.national.slice(1))
      }),
      runs,
    )
  })
})

describe('formatWhileTyping, whatever the text and the caret', () => {
  const typing = anything.chain((text) =>
    fc.record({
      text: fc.constant(text),
      caret: fc.nat({ max: text.length }),
      deletedForward: fc.boolean(),
    }),
  )

  it('keeps the caret inside, and changes nothing that is formatted', () => {
    fc.assert(
      fc.property(typing, ({ text, caret, deletedForward }) => {
        const typed = formatWhileTyping(text, caret, deletedForward)
        const again = formatWhileTyping(typed.text, typed.caret)
        const isInside = typed.caret >= 0 && typed.caret <= typed.text.length
        return isInside && again.text === typed.text
      }),
      runs,
    )
  })

  it('means the same number before and after', () => {
    fc.assert(
      fc.property(typing, ({ text, caret }) => {
        const before = parsePhone(text)
        const after = parsePhone(formatWhileTyping(text, caret).text)
        return JSON.stringify(before) === JSON.stringify(after)
      }),
      runs,
    )
  })
})
