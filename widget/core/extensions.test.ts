import { afterEach, describe, expect, it } from 'vitest'
import { setExtensionsAside, withoutExtensions } from './extensions.ts'

const added: { prototype: object; name: string }[] = []

function extend(prototype: object, name: string, property: PropertyDescriptor): void {
  added.push({ prototype, name })
  Object.defineProperty(prototype, name, { configurable: true, ...property })
}

const enumerable = (value: unknown) => ({ value, enumerable: true, writable: true })

afterEach(() => {
  for (const { prototype, name } of added.splice(0)) Reflect.deleteProperty(prototype, name)
})

const namesIn = (value: object) => {
  const names: string[] = []
  for (const name in value) names.push(name)
  return names
}

describe('while extensions are set aside', () => {
  it('nothing inherits what a page added', () => {
    extend(
      Object.prototype,
      'clone',
      enumerable(() => 'cloned'),
    )
    extend(
      Array.prototype,
      'each',
      enumerable(() => undefined),
    )
    expect(namesIn([1])).toEqual(['0', 'each', 'clone'])
    expect(withoutExtensions(() => namesIn([1]))).toEqual(['0'])
  })

  it.each([
    ['Object', Object],
    ['Array', Array],
    ['String', String],
    ['Number', Number],
    ['Boolean', Boolean],
  ])('no toJSON of %s.prototype is called, enumerable or not', (_name, { prototype }) => {
    extend(prototype, 'toJSON', { value: () => 'changed' })
    const text = () => JSON.stringify({ list: [1, 'two'], nested: { three: true } })
    expect(withoutExtensions(text)).toBe('{"list":[1,"two"],"nested":{"three":true}}')
  })

  it('dates keep the toJSON that they have', () => {
    const text = withoutExtensions(() => JSON.stringify([new Date(0)]))
    expect(text).toBe('["1970-01-01T00:00:00.000Z"]')
  })
})

describe('afterwards', () => {
  it('the page finds its extensions as they were', () => {
    extend(Object.prototype, 'one', enumerable(1))
    extend(Object.prototype, 'two', { value: 2, writable: true })
    extend(Object.prototype, 'toJSON', { value: 3, writable: true })
    withoutExtensions(() => undefined)
    expect(namesIn({})).toEqual(['one'])
    const two = Object.getOwnPropertyDescriptor(Object.prototype, 'two')
    const toJSON = Object.getOwnPropertyDescriptor(Object.prototype, 'toJSON')
    expect(two).toEqual({ value: 2, writable: true, enumerable: false, configurable: true })
    expect(toJSON).toEqual({ value: 3, writable: true, enumerable: false, configurable: true })
  })

  it('the page finds them when the work threw', () => {
    extend(Object.prototype, 'clone', enumerable(1))
    const fail = () => {
      throw new RangeError('work')
    }
    expect(() => withoutExtensions(fail)).toThrow('work')
    expect(namesIn({})).toEqual(['clone'])
  })

  it('an extension named get is no getter of the others', () => {
    const added = { get: () => 1, set: () => 2, value: 3, last: 4 }
    for (const [name, value] of Object.entries(added)) {
      const property = Object.assign(Object.create(null), {
        configurable: true,
        ...enumerable(value),
      })
      Object.defineProperty(Object.prototype, name, property)
    }
    const restore = setExtensionsAside()
    const names = namesIn({})
    restore()
    const restored = namesIn({})
    for (const name of Object.keys(added)) Reflect.deleteProperty(Object.prototype, name)
    expect([names, restored]).toEqual([[], ['get', 'set', 'value', 'last']])
  })
})
