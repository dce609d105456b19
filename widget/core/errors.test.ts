import { expect, it } from 'vitest'
import { CheckoutError, toCheckoutError } from './errors.ts'

it('says by its code whether trying again may work', () => {
  expect(new CheckoutError('server_unreachable', 'x').retryable).toBe(true)
  expect(new CheckoutError('secret_key', 'x').retryable).toBe(false)
})

it('is an Error that keeps its cause', () => {
  const cause = new TypeError('Failed to fetch')
  const error = new CheckoutError('server_unreachable', 'x', { cause })
  expect(error).toBeInstanceOf(Error)
  expect(error.cause).toBe(cause)
  expect(String(error)).toBe('CheckoutError: x')
})

it('passes a CheckoutError through and calls everything else unexpected', () => {
  const known = new CheckoutError('rate_limited', 'x')
  expect(toCheckoutError(known)).toBe(known)
  const bug = new RangeError('0812345678 is out of range')
  expect(toCheckoutError(bug)).toMatchObject({ code: 'unexpected', cause: bug })
  expect(toCheckoutError(bug).message).not.toContain('0812345678')
})
