import { speak } from '../locales/languages.ts'
import { pickLocale } from '../locales/locale.ts'
import { isMethodName, type MethodName } from '../methods/draft.ts'
import { wordsIn } from '../ui/wording/words.ts'

/** Omise.js's options, under Omise.js's names. Whatever else stands there is kept and has no effect. */
export type CardConfig = { readonly [name: string]: unknown }

/** What a checkout needs to know of them. */
export type CardSettings = ReturnType<typeof readSettings>

/** Omise.js's own, as far as they mean something here. */
export const defaultConfig: CardConfig = {
  key: '',
  amount: 0,
  currency: 'THB',
  defaultPaymentMethod: '',
  otherPaymentMethods: [],
  buttonLabel: '',
  submitAuto: 'yes',
  submitFormTarget: '',
  locale: 'en',
}

const renamed = new Map([
  ['publicKey', 'key'],
  ['logo', 'image'],
  ['locationField', 'location'],
])

/** A copy with every alias under its own name and the methods as a list: the page's object stays the page's. */
export function normalize(config: CardConfig = {}): CardConfig {
  const entries = Object.entries(config).map(([name, value]) => [
    renamed.get(name) ?? name,
    name === 'otherPaymentMethods' ? listOf(value) : value,
  ])
  return Object.fromEntries(entries)
}

export function readSettings(config: CardConfig) {
  const locale = pickLocale([textOf(config.locale), 'en'])
  const methods = trueMoneyMethods(config)
  return {
    publicKey: textOf(config.key),
    /** In satang. Anything that is no number is left to be refused by name. */
    amount: typeof config.amount === 'number' ? config.amount : Number(textOf(config.amount)),
    currency: textOf(config.currency) || 'THB',
    locale,
    /** In the order of naming; `undefined` where none is named. */
    methods: methods.length > 0 ? methods : undefined,
    /** Of a button that has no words of its own. */
    buttonLabel: textOf(config.buttonLabel) || wordsIn(speak, locale).texts.form.title,
    submitsForm: config.submitAuto === 'yes',
    onCreateTokenSuccess: functionOf(config.onCreateTokenSuccess),
    onFormClosed: functionOf(config.onFormClosed),
  }
}

/**
 * Whether a payment is ours. Alone on the page, every one is that TrueMoney may
 * pay, and so is one that names no method. Beside Omise.js, whose form has
 * TrueMoney too, only one that begins with TrueMoney.
 */
export function isForTrueMoney(config: CardConfig, besideOmiseJs: boolean): boolean {
  const first = textOf(config.defaultPaymentMethod)
  if (besideOmiseJs) return isMethodName(first)
  if (config.embedded) return false
  return namedMethods(config).length === 0 || trueMoneyMethods(config).length > 0
}

function trueMoneyMethods(config: CardConfig): MethodName[] {
  return namedMethods(config).filter(isMethodName)
}

function namedMethods(config: CardConfig): string[] {
  const names = [textOf(config.defaultPaymentMethod), ...listOf(config.otherPaymentMethods)]
  return names.filter((name) => name !== '')
}

/** `'truemoney, internet_banking(scb, ktb)'` has two: commas in parentheses are the method's own. */
function listOf(methods: unknown): string[] {
  if (typeof methods === 'string') return methods.match(/\w+(\([^)]+\))?/g) ?? []
  return Array.isArray(methods) ? methods.map(String) : []
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function functionOf(value: unknown): ((...given: unknown[]) => void) | undefined {
  return typeof value === 'function' ? (...given) => void value(...given) : undefined
}
