/*
 * Old libraries extend `Object.prototype` and its like with enumerable functions
 * and with `toJSON`: `for…in` finds them, `JSON.stringify` and the browser's own
 * functions use them. Libraries break on them, and requests change.
 */

const extendable = [Object, Array, String, Number, Boolean]

/**
 * Removes what the page added to the built-in prototypes, and returns a function
 * that restores it. For synchronous work in between, during which no code of the
 * page runs. What cannot be removed stays.
 */
export function setExtensionsAside(): () => void {
  const taken = extendable.flatMap(({ prototype }) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([name, { enumerable }]) => enumerable || name === 'toJSON')
      .filter(([name]) => Reflect.deleteProperty(prototype, name))
      // A property descriptor inherits too: an added `get` would be taken for its getter.
      .map(([name, property]) => ({
        prototype,
        name,
        property: Object.setPrototypeOf(property, null),
      })),
  )
  return () => {
    for (const { prototype, name, property } of taken)
      Object.defineProperty(prototype, name, property)
  }
}

/** Runs synchronous work, and no code of the page, as if the page had not extended any prototype. */
export function withoutExtensions<T>(work: () => T): T {
  const restore = setExtensionsAside()
  try {
    return work()
  } finally {
    restore()
  }
}
