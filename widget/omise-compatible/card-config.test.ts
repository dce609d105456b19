import { describe, expect, it } from 'vitest'
import { th } from '../locales/th.ts'
import { defaultConfig, isForTrueMoney, normalize, readSettings } from './card-config.ts'

describe('a configuration of Omise.js', () => {
  it('is copied, with its aliases under their names and its methods as a list', () => {
    const methods = ['alipay']
    const given = Object.freeze({
      publicKey: 'pkey_test_1',
      logo: '/logo.svg',
      locationField: 'yes',
      style: { body: {} },
      otherPaymentMethods: methods,
    })
    const copy = normalize(given)
    expect(copy).toEqual({
      key: 'pkey_test_1',
      image: '/logo.svg',
      location: 'yes',
      style: { body: {} },
      otherPaymentMethods: ['alipay'],
    })
    expect(copy.otherPaymentMethods).not.toBe(methods)
    expect(normalize(undefined)).toEqual({})
  })

  it.each([
    ['truemoney', ['truemoney']],
    ['alipay, truemoney', ['alipay', 'truemoney']],
    ['internet_banking(scb, ktb) truemoney', ['internet_banking(scb, ktb)', 'truemoney']],
    ['', []],
    [undefined, []],
  ])('names the methods %j as %j', (otherPaymentMethods, list) => {
    expect(normalize({ otherPaymentMethods })).toEqual({ otherPaymentMethods: list })
  })

  it.each([
    [100_000, 100_000],
    ['100000', 100_000],
    [' 100000 ', 100_000],
    ['', 0],
    [undefined, 0],
    ['ten', Number.NaN],
    [19.99, 19.99],
  ])('has for the amount %j %d satang', (amount, satang) => {
    expect(readSettings({ amount }).amount).toBe(satang)
  })

  it.each([
    ['th', 'th', th.form.title],
    ['en', 'en', 'Pay with TrueMoney'],
    ['tlh', 'en', 'Pay with TrueMoney'],
    [undefined, 'en', 'Pay with TrueMoney'],
  ])('speaks for the locale %j %s, and labels a button so', (locale, language, buttonLabel) => {
    expect(readSettings({ locale })).toMatchObject({ locale: language, buttonLabel })
    expect(readSettings({ locale, buttonLabel: 'Pay' })).toMatchObject({ buttonLabel: 'Pay' })
  })

  it.each([
    ['yes', true],
    ['no', false],
    [true, false],
    [undefined, false],
  ])('with submitAuto %j sends the form: %j', (submitAuto, submitsForm) => {
    expect(readSettings({ submitAuto })).toMatchObject({ submitsForm })
  })

  it('sends the form unless told otherwise, in baht', () => {
    expect(readSettings(defaultConfig)).toMatchObject({ submitsForm: true, currency: 'THB' })
  })

  it.each([
    [{}, undefined],
    [{ defaultPaymentMethod: 'credit_card', otherPaymentMethods: ['alipay'] }, undefined],
    [{ defaultPaymentMethod: 'truemoney_jumpapp' }, ['truemoney_jumpapp']],
    [
      { defaultPaymentMethod: 'truemoney_qr', otherPaymentMethods: ['alipay', 'truemoney'] },
      ['truemoney_qr', 'truemoney'],
    ],
  ])('has for %j the methods %j, the first one first', (config, methods) => {
    expect(readSettings(config).methods).toEqual(methods)
  })

  it('has functions only where functions were given', () => {
    const told: unknown[] = []
    const { onCreateTokenSuccess, onFormClosed } = readSettings({
      onCreateTokenSuccess: (id: unknown) => told.push(id),
      onFormClosed: 'closed',
    })
    onCreateTokenSuccess?.('src_1')
    expect(told).toEqual(['src_1'])
    expect(onFormClosed).toBeUndefined()
  })
})

describe('a payment', () => {
  it.each([
    ['names no method', {}, true, false],
    ['begins with TrueMoney', { defaultPaymentMethod: 'truemoney' }, true, true],
    [
      'begins with cards and offers TrueMoney',
      { defaultPaymentMethod: 'credit_card', otherPaymentMethods: ['truemoney'] },
      true,
      false,
    ],
    ['offers TrueMoney', { otherPaymentMethods: ['alipay', 'truemoney'] }, true, false],
    ['begins with cards', { defaultPaymentMethod: 'credit_card' }, false, false],
    ['offers others', { otherPaymentMethods: ['alipay', 'internet_banking(scb)'] }, false, false],
    ['offers the app', { otherPaymentMethods: ['truemoney_jumpapp'] }, true, false],
    ['begins with a QR code', { defaultPaymentMethod: 'truemoney_qr' }, true, true],
    ['offers what only begins so', { otherPaymentMethods: ['truemoney_hologram'] }, false, false],
    ['embeds a card form', { embedded: true }, false, false],
  ])(
    'that %s is ours alone on the page: %3$s; beside Omise.js: %4$s',
    (_what, config, alone, beside) => {
      const merged = { ...defaultConfig, ...config }
      expect([isForTrueMoney(merged, false), isForTrueMoney(merged, true)]).toEqual([alone, beside])
    },
  )
})
