import { describe, expect, it } from 'vitest'
import { formatWhileTyping, type PhoneProblem, parsePhone } from './phone.ts'

describe('parsePhone', () => {
  it.each([
    ['ten digits', '0812345678'],
    ['06', '0612345678', '0612345678'],
    ['09', '0912345678', '0912345678'],
    ['dashes', '081-234-5678'],
    ['spaces', ' 081 234 5678 '],
    ['dots', '081.234.5678'],
    ['parentheses', '(081) 234-5678'],
    ['+66', '+66812345678'],
    ['+66 spaced', '+66 81 234 5678'],
    ['+66 with the trunk zero', '+66 (0)81 234 5678'],
    ['+66 with a bare trunk zero', '+660812345678'],
    ['0066', '0066812345678'],
    ['0066 with the trunk zero', '0066 0812345678'],
    ['66', '66812345678'],
    ['66 with the trunk zero', '66 081 234 5678'],
    ['Thai digits', '๐๘๑-๒๓๔-๕๖๗๘'],
    ['full-width digits and plus', '＋６６８１２３４５６７８'],
    ['no-break spaces', '081\u00A0234\u00A05678'],
    ['zero-width and direction marks', '\u202A081\u200B234\u2060567\uFEFF8\u202C'],
    ['typographic dashes', '081‑234–5678'],
    ['a minus sign', '081−234−5678'],
  ])('reads a number with %s', (_name, text, national = '0812345678') => {
    expect(parsePhone(text)).toEqual({ ok: true, national })
  })

  it.each<[PhoneProblem, string]>([
    ['empty', ''],
    ['empty', '  -\u200B '],
    ['letters', '08123abcde'],
    ['letters', 'o812345678'],
    ['letters', '08/12345678'],
    ['letters', '081+2345678'],
    ['letters', '081234567๐ ext. 5'],
    ['landline', '021234567'],
    ['landline', '02'],
    ['landline', '+66 2 123 4567'],
    ['landline', '053123456'],
    ['landline', '0312345678'],
    ['landline', '0412345678'],
    ['landline', '0712345678'],
    ['too_short', '0'],
    ['too_short', '081234567'],
    ['too_short', '812345678'],
    ['too_short', '+66 81 234 567'],
    ['too_short', '+66'],
    ['too_short', '+6'],
    ['too_short', '1112'],
    ['too_long', '08123456789'],
    ['too_long', '+66 81 234 56789'],
    ['not_thai', '+1 212 555 0123'],
    ['not_thai', '+81 90 1234 5678'],
    ['not_thai', '+6 081 234 5678'],
    ['not_thai', '001 212 555 0123'],
    ['not_thai', '0112345678'],
    ['not_thai', '11111111111'],
    ['not_thai', '+6612345678'],
  ])('answers %s for %j', (problem, text) => {
    expect(parsePhone(text)).toEqual({ ok: false, problem })
  })
})

describe('formatWhileTyping', () => {
  /** `|` is the caret. */
  const format = (marked: string, deletedForward = false) => {
    const caret = marked.indexOf('|')
    const typed = formatWhileTyping(marked.replace('|', ''), caret, deletedForward)
    return `${typed.text.slice(0, typed.caret)}|${typed.text.slice(typed.caret)}`
  }

  it.each([
    ['keeps nothing', '|', '|'],
    ['keeps the first digits', '081|', '081|'],
    ['puts the first dash before the fourth digit', '0812|', '081-2|'],
    ['puts the second dash before the seventh digit', '081-2345|', '081-234-5|'],
    ['groups a whole number', '0812345678|', '081-234-5678|'],
    ['keeps digits that are too many', '081-234-56789|', '081-234-56789|'],
    ['groups a landline, which is refused later', '021234567|', '021-234-567|'],
    ['drops the dash that a buyer types early', '081-|', '081|'],
    ['groups a pasted number with spaces', '081 234 5678|', '081-234-5678|'],
    ['turns Thai digits into western ones', '๐๘๑๒|', '081-2|'],
    ['keeps the caret behind a digit typed in the middle', '0819|-234-5678', '081-9|23-45678'],
    ['keeps the caret behind a digit typed at the start', '09|8-123-4567', '09|8-123-4567'],
    ['keeps the caret at the start', '|081-2345', '|081-234-5'],
    ['keeps the caret after deleting in the middle', '08|-234-5678', '08|2-345-678'],
    ['steps back over a dash that comes back', '081|234-5678', '081|-234-5678'],
    ['keeps the caret inside the last group', '081-234-5|678', '081-234-5|678'],
    ['keeps the caret in a paste in the middle', '08123|4-5678', '081-23|4-5678'],
    ['leaves +66 alone while it is typed', '+66 81 2|', '+66 81 2|'],
    ['turns +66 into the national number when it is whole', '+66 81 234 5678|', '081-234-5678|'],
    ['keeps the digit at the caret when +66 goes', '+66 81 2|34 5678', '081-2|34-5678'],
    ['keeps the caret out of a country code that goes', '+6|6812345678', '|081-234-5678'],
    ['leaves 0066 alone while it is typed', '00668|', '00668|'],
    ['leaves letters for the buyer to see', '081abc|', '081abc|'],
    ['leaves a number of another country alone', '+1 212 555|', '+1 212 555|'],
  ])('%s', (_fact, typed, shown) => {
    expect(format(typed)).toBe(shown)
  })

  it('steps forward over a dash that comes back after the Delete key', () => {
    expect(format('081|234-5678', true)).toBe('081-|234-5678')
    expect(format('081-234|5678', true)).toBe('081-234-|5678')
    expect(format('08|2-345-678', true)).toBe('08|2-345-678')
  })

  it('changes nothing about what it has formatted', () => {
    for (const text of ['0', '081', '081-2', '081-234-5', '081-234-5678', '081-234-56789']) {
      for (let caret = 0; caret <= text.length; caret += 1) {
        expect(formatWhileTyping(text, caret).text).toBe(text)
      }
    }
  })

  it('keeps the digits and their order around the caret, wherever a digit is typed', () => {
    const digits = (text: string) => text.replace(/\D/g, '')
    const shown = '081-234-567'
    for (let caret = 0; caret <= shown.length; caret += 1) {
      const text = `${shown.slice(0, caret)}9${shown.slice(caret)}`
      const next = formatWhileTyping(text, caret + 1)
      if (!digits(text).startsWith('0')) continue
      expect(digits(next.text)).toBe(digits(text))
      expect(digits(next.text.slice(0, next.caret))).toBe(digits(text.slice(0, caret + 1)))
    }
  })
})
