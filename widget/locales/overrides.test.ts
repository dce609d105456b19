import { describe, expect, it } from 'vitest'
import { wordsIn } from '../ui/wording/words.ts'
import { en } from './en.ts'
import { fill } from './fill.ts'
import { ja } from './ja.ts'
import { speak } from './languages.ts'
import { override } from './overrides.ts'
import { textProblems } from './text-problems.ts'
import type { Texts } from './texts.ts'
import { th } from './th.ts'

describe('a merchant’s own words', () => {
  it('take the place of ours at any depth, and leave the rest', () => {
    const { texts } = wordsIn(speak, 'en', {
      en: {
        form: { pay: 'Buy now for {amount}' },
        stopped: { amount_changed: { title: 'A new price' } },
        close: 'Not now',
      },
    })
    expect(texts).toEqual({
      ...en,
      form: { ...en.form, pay: 'Buy now for {amount}' },
      stopped: {
        ...en.stopped,
        amount_changed: { ...en.stopped.amount_changed, title: 'A new price' },
      },
      close: 'Not now',
    })
  })

  it('are of one language and change no other', () => {
    const overrides = { th: { close: 'ไม่ใช่ตอนนี้' } }
    expect(wordsIn(speak, 'th-TH', overrides).texts.close).toBe('ไม่ใช่ตอนนี้')
    expect(wordsIn(speak, 'en', overrides).texts).toEqual(en)
    expect(wordsIn(speak, 'ja', overrides).texts).toEqual(ja)
    // Not ours for everybody else.
    expect(wordsIn(speak, 'th').texts).toEqual(th)
    expect(th.close).toBe('ปิด')
  })

  it.each([
    [null],
    ['words'],
    [{ form: null }],
    [{ form: { title: 7, pay: undefined } }],
    [{ titel: 'x', toString: 'x', form: { toString: 'x' } }],
    [JSON.parse('{"__proto__": {"close": "x"}, "form": {"__proto__": {"title": "x"}}}')],
  ])('change nothing where they are none: %j', (changes) => {
    expect(override(en, changes)).toEqual(en)
  })

  it('are filled as they are, with whatever has a meaning elsewhere', () => {
    expect(fill('{amount} and {amount}', '$& $1')).toBe('$& $1 and $& $1')
  })
})

describe('words that are refused', () => {
  it.each<[string, unknown, RegExp]>([
    ['a text as all of them', 'Pay', /^texts: expected some of \{ th, en, ja.*got "Pay"; leave/],
    ['a list', { en: [] }, /^texts\.en: expected some of \{ form, .*got an empty list/],
    ['another language', { jp: {} }, /^texts\.jp: expected .*did you mean texts\.ja\?$/],
    ['no language', { form: { pay: 'x' } }, /^texts\.form: .*did you mean texts\.th\.form\?$/],
    ['a slip', { en: { from: {} } }, /^texts\.en\.from: .*did you mean texts\.en\.form\?$/],
    [
      'a slip further in',
      { th: { form: { phoneLable: 'x' } } },
      /^texts\.th\.form\.phoneLable: .*did you mean texts\.th\.form\.phoneLabel\?$/,
    ],
    [
      'a name without its group',
      { en: { phoneHint: 'x' } },
      /^texts\.en\.phoneHint: .*did you mean texts\.en\.form\.phoneHint\?$/,
    ],
    [
      'a failure’s code that is written otherwise',
      { ja: { failures: { insufficientFund: 'x' } } },
      /did you mean texts\.ja\.failures\.insufficient_fund\?$/,
    ],
    ['a name that every object has', { en: { constructor: 'x' } }, /^texts\.en\.constructor: /],
    [
      'a prototype',
      { en: JSON.parse('{"__proto__": {}}') },
      /^texts\.en\.__proto__: .*another; did/,
    ],
    ['a function', { en: { close: () => 'x' } }, /^texts\.en\.close: .* got a function; leave/],
    [
      'nothing but spaces',
      { en: { close: ' ' } },
      /^texts\.en\.close: expected a text such as “Close”/,
    ],
    [
      'a text without its place',
      { en: { form: { pay: 'Pay now' } } },
      /^texts\.en\.form\.pay: expected a text with \{amount\}.* got "Pay now"; write \{amount\}/,
    ],
    [
      'a place that is misspelt',
      { en: { form: { pay: 'Pay {amount} {amuont}' } } },
      /^texts\.en\.form\.pay: expected a text with \{amount\}/,
    ],
    [
      'a place where there is none',
      { en: { form: { title: 'Pay {amount}' } } },
      /^texts\.en\.form\.title: .*got one with \{amount\}/,
    ],
  ])('are %s, with what to do', (_name, texts, problem) => {
    expect(textProblems(texts, en)).toEqual([expect.stringMatching(problem)])
  })

  it('are named all at once', () => {
    expect(textProblems({ en: { from: 1, close: 2 }, ja: { order: 'x' } }, en)).toHaveLength(3)
  })

  it.each([
    [undefined],
    [{}],
    [{ en: {}, th: undefined }],
    [{ en: { form: { pay: '{amount}, please: {amount}' }, close: undefined } }],
    [{ th, en, ja }],
  ])('are none of these: %#', (texts) => {
    expect(textProblems(texts, en)).toEqual([])
  })
})

describe('a language of ours', () => {
  it('does not compile where a text is missing', () => {
    const { close: _close, ...rest } = en
    // @ts-expect-error a text is missing
    const withoutOne: Texts = rest
    // @ts-expect-error a text of a group is missing
    const withoutInner: Texts = { ...en, missing: { title: 'Nothing' } }
    expect([withoutOne, withoutInner]).not.toContainEqual(en)
  })
})
