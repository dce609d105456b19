import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { failureText } from './failure-text.ts'
import { pickLocale } from './locale.ts'
import type { Texts } from './texts.ts'
import { th } from './th.ts'

it.each([
  [['th'], 'th'],
  [['en'], 'en'],
  [['th-TH-u-ca-buddhist'], 'th'],
  [['TH_th'], 'th'],
  [['en-GB', 'th'], 'en'],
  [[' en '], 'en'],
  [['ja', 'en-US'], 'en'],
  [[null, undefined, '', 'ja'], 'th'],
  [['enm', 'tha'], 'th'],
  [[], 'th'],
] as const)('picks from %j the language %s', (tags, locale) => {
  expect(pickLocale(tags)).toBe(locale)
})

/** Every text of a language, by its path; what is made from a value is made from a mark. */
function everyText(texts: Texts): Map<string, string> {
  const found = new Map<string, string>()
  const collect = (value: unknown, path: string) => {
    if (typeof value === 'string') found.set(path, value)
    else if (typeof value === 'function') found.set(path, value('฿1'))
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) collect(inner, `${path}.${key}`)
    }
  }
  collect(texts, '')
  return found
}

describe.each([
  ['th', th],
  ['en', en],
])('%s', (locale, texts) => {
  const all = [...everyText(texts)]

  it('says something everywhere, without stray spaces', () => {
    for (const [path, text] of all) {
      expect(text, path).not.toBe('')
      expect(text, path).toBe(text.trim().replace(/ {2,}/g, ' '))
    }
  })

  it('shows no code to a buyer', () => {
    for (const [path, text] of all) expect(text, path).not.toMatch(/[a-z]+_[a-z]+|undefined|HTTP/)
  })

  it('uses what it is given', () => {
    for (const made of [texts.form.pay, texts.successful.paidAt, texts.order]) {
      expect(made('฿1,000.00')).toContain('฿1,000.00')
    }
  })

  it('speaks its own language', () => {
    const thai = /[\u0E00-\u0E3A\u0E40-\u0E7F]/
    for (const [path, text] of all) expect(thai.test(text), path).toBe(locale === 'th')
  })

  it.each([undefined, 'some_new_code', 'toString', '__proto__', 'other'])(
    'has words for the unknown failure %s',
    (code) => {
      expect(failureText(code, texts)).toBe(texts.failures.other)
    },
  )

  it.each([
    'payment_rejected',
    'failed_processing',
    'invalid_account',
    'insufficient_fund',
    'insufficient_balance',
    'payment_cancelled',
    'timeout',
    'failed_fraud_check',
    'confirmed_amount_mismatch',
  ])('has words of its own for the failure %s', (code) => {
    expect(failureText(code, texts)).not.toBe(texts.failures.other)
  })

  it('tells a buyer whose amount changed to reload', () => {
    expect(`${texts.stopped.amount_changed.title} ${texts.stopped.amount_changed.body}`).toMatch(
      locale === 'th' ? /ยอดเงิน.*โหลดหน้านี้ใหม่/ : /amount has changed.*Reload/,
    )
  })
})
