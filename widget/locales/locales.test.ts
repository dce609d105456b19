import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { failureText } from './failure-text.ts'
import { fill } from './fill.ts'
import { ja } from './ja.ts'
import { pickLocale } from './locale.ts'
import type { Texts } from './texts.ts'
import { th } from './th.ts'

it.each([
  [['th'], 'th'],
  [['en'], 'en'],
  [['ja'], 'ja'],
  [['th-TH'], 'th'],
  [['th-TH-u-ca-buddhist'], 'th'],
  [['th-TH-u-nu-thai-ca-buddhist'], 'th'],
  [['th-Thai-TH-x-shop'], 'th'],
  [['TH_th'], 'th'],
  [['ja-JP-u-ca-japanese'], 'ja'],
  [['ja_JP'], 'ja'],
  [['en-GB', 'th'], 'en'],
  [['en-TH'], 'en'],
  [[' en '], 'en'],
  [['de', 'ja', 'en-US'], 'ja'],
  [[null, undefined, '', 'de', 'th-TH'], 'th'],
  [[null, undefined, '', 'zh-TH'], 'en'],
  [['enm', 'tha', 'jam'], 'en'],
  [[], 'en'],
] as const)('picks from %j the language %s', (tags, locale) => {
  expect(pickLocale(tags)).toBe(locale)
})

/** Every text of a language, by its path. */
function everyText(texts: Texts): Map<string, string> {
  const found = new Map<string, string>()
  const collect = (value: unknown, path: string) => {
    if (typeof value === 'string') found.set(path, value)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) collect(inner, `${path}.${key}`)
    }
  }
  collect(texts, '')
  return found
}

const placesIn = (text: string) => text.match(/\{.*?\}/g)
const scripts = {
  th: /[\u0E00-\u0E3A\u0E40-\u0E7F]/,
  ja: /[\u3041-\u30FF\u4E00-\u9FFF]/,
} as const

describe.each([
  ['th', th],
  ['en', en],
  ['ja', ja],
] as const)('%s', (locale, texts) => {
  const all = [...everyText(texts)]

  it('says something everywhere, without stray spaces', () => {
    for (const [path, text] of all) {
      expect(text, path).not.toBe('')
      expect(text, path).toBe(text.trim().replace(/ {2,}/g, ' '))
    }
  })

  it('lets no line end within the name of TrueMoney', () => {
    for (const [path, text] of all) expect(text, path).not.toMatch(/ทรู|รูมัน|มันนี่/)
  })

  it('lets no line end within “one-time”', () => {
    for (const [path, text] of all) expect(text, path).not.toMatch(/one-time/i)
  })

  it('shows no code to a buyer', () => {
    for (const [path, text] of all) expect(text, path).not.toMatch(/[a-z]+_[a-z]+|undefined|HTTP/)
  })

  it('has the same places as English has, and fills them', () => {
    const english = everyText(en)
    for (const [path, text] of all) {
      expect(placesIn(text), path).toEqual(placesIn(english.get(path) ?? ''))
      expect(fill(text, '฿1,000.00'), path).not.toMatch(/[{}]/)
    }
    expect(fill(texts.form.pay, '฿1,000.00')).toContain('฿1,000.00')
  })

  it('speaks its own language', () => {
    for (const [path, text] of all) {
      expect(scripts.th.test(text), path).toBe(locale === 'th')
      expect(scripts.ja.test(text), path).toBe(locale === 'ja')
    }
  })

  it('says of every error what to do next', () => {
    const next = {
      th: /กรุณา|ลองใหม่/,
      en: /[Pp]lease|[Tt]ry again|[Uu]se another|[Tt]op it up|[Cc]ontact/,
      ja: /ください|やり直せます/,
    }[locale]
    const told = { ...texts.formErrors, ...texts.failures }
    for (const [code, text] of Object.entries(told)) expect(text, code).toMatch(next)
  })

  it('has words for every failure that it does not know', () => {
    for (const code of [undefined, 'some_new_code', 'toString', '__proto__', 'other'])
      expect(failureText(code, texts), code).toBe(texts.failures.other)
  })

  it('has words of its own for every failure but the two codes for a low balance, which share theirs', () => {
    const { insufficient_balance: sameThing, ...others } = texts.failures
    expect(sameThing).toBe(others.insufficient_fund)
    expect(new Set(Object.values(others)).size).toBe(Object.keys(others).length)
    for (const [code, text] of Object.entries(others)) expect(failureText(code, texts)).toBe(text)
  })

  it('tells a buyer whose amount changed to reload', () => {
    expect(`${texts.stopped.amount_changed.title} ${texts.stopped.amount_changed.body}`).toMatch(
      {
        th: /ยอดเงิน.*โหลดหน้านี้ใหม่/,
        en: /amount has changed.*Reload/,
        ja: /金額が変わりました.*再読み込み/,
      }[locale],
    )
  })
})
