import { describe, expect, it } from 'vitest'
import { en } from '../locales/en.ts'
import { textProblems } from '../locales/text-problems.ts'
import type { CheckoutOptions } from './options.ts'

describe('words and languages, for the compiler', () => {
  it('some words of a language are enough, and tags of any region', () => {
    const options: CheckoutOptions = {
      publicKey: 'pkey_test_123',
      locale: 'th-TH-u-ca-buddhist',
      texts: { ja: { form: { pay: '{amount}で注文する' } }, en: { reload: 'Again' } },
    }
    expect(textProblems(options.texts, en)).toEqual([])
  })

  it('mistakes are mistakes', () => {
    const publicKey = 'pkey_test_123'
    const wrong: CheckoutOptions[] = [
      // @ts-expect-error a text without its place
      { publicKey, texts: { en: { form: { pay: 'Pay now' } } } },
      // @ts-expect-error another place than the text's
      { publicKey, texts: { en: { order: 'Order {amount}' } } },
      // @ts-expect-error a misspelt name
      { publicKey, texts: { en: { form: { titel: 'Pay' } } } },
      // @ts-expect-error a language that the checkout doesn't speak
      { publicKey, texts: { de: { close: 'Schließen' } } },
      // @ts-expect-error words without their language
      { publicKey, texts: { close: 'Not now' } },
      // @ts-expect-error a text is no function: JSON can hold it
      { publicKey, texts: { en: { form: { pay: (amount: string) => `Pay ${amount}` } } } },
    ]
    for (const { texts } of wrong) expect(textProblems(texts, en)).toHaveLength(1)
  })

  it('a language that the checkout doesn’t speak is none', () => {
    // @ts-expect-error German
    const options: CheckoutOptions = { publicKey: 'pkey_test_123', locale: 'de' }
    expect(options.locale).toBe('de')
  })
})
