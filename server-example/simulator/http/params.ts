/** What a client sent, whether as a form or as JSON. */
export type Param = string | number | boolean | null | Param[] | Params
export type Params = { [name: string]: Param }

/** A string, or a number written as one (JSON clients send both); `null` for anything else or nothing. */
export function textParam(param: Param | undefined): string | null {
  if (typeof param === 'number') return String(param)
  return typeof param === 'string' && param !== '' ? param : null
}

/** `true` and `false` in the forms that clients send; `null` when nothing was sent. */
export function booleanParam(param: Param | undefined): boolean | null | 'invalid' {
  if (param === undefined || param === null || param === '') return null
  if (param === true || param === 'true' || param === '1' || param === 1) return true
  if (param === false || param === 'false' || param === '0' || param === 0) return false
  return 'invalid'
}

/** An object, empty when nothing was sent; `null` when something else was. */
export function objectParam(param: Param | undefined): Params | null {
  if (param === undefined || param === null || param === '') return {}
  return isObject(param) ? param : null
}

/** A list, also one that a form wrote with numeric indexes, or one value standing for a list of one;
 * nothing is an empty list. */
export function listParam(param: Param | undefined): Param[] {
  if (param === undefined || param === null || param === '') return []
  if (Array.isArray(param)) return param
  if (isObject(param) && Object.keys(param).every((name) => /^\d+$/.test(name))) {
    return Object.values(param)
  }
  return [param]
}

export function isObject(param: Param | undefined): param is Params {
  return typeof param === 'object' && param !== null && !Array.isArray(param)
}

export type AmountReading = { amount: number } | { problem: string }

/** An amount in satang, in decimal digits: `1e5` and `0x186a0` are none. The first message is Omise's; the
 * second is our choice. */
export function readAmount(param: Param | undefined): AmountReading {
  const isNumber =
    typeof param === 'number' ||
    (typeof param === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(param))
  if (!isNumber) return { problem: 'amount is not a number' }
  const amount = Number(param)
  const isInteger = Number.isSafeInteger(amount) && !String(param).includes('.')
  return isInteger ? { amount } : { problem: 'amount must be an integer' }
}
