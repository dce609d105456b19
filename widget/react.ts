import {
  type CSSProperties,
  createElement,
  type ForwardRefExoticComponent,
  forwardRef,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react'
import type { CheckoutHandle } from './mount/mount.tsx'
import { mount } from './mount/whole.tsx'
import type { CheckoutOptions } from './options/options.ts'

export type TrueMoneyCheckoutProps = CheckoutOptions & {
  /** Of the element around the checkout. */
  id?: string | undefined
  className?: string | undefined
  style?: CSSProperties | undefined
}

/**
 * The checkout as a React component (18 and 19). Props may change at any time,
 * as with the handle's `update`; `ref` gets that handle. Includes its styles.
 * A server renders an empty card. Throws a `CheckoutError` where an
 * option is wrong, to the nearest error boundary.
 *
 * @example <TrueMoneyCheckout publicKey="pkey_test_123" order={order} onResult={showThanks} />
 */
export const TrueMoneyCheckout: ForwardRefExoticComponent<
  TrueMoneyCheckoutProps & RefAttributes<CheckoutHandle>
> = forwardRef<CheckoutHandle, TrueMoneyCheckoutProps>(function TrueMoneyCheckout(
  { id, className, style, ...options },
  ref,
) {
  const host = useRef<HTMLDivElement>(null)
  const current = useRef<CheckoutOptions>(options)
  const handle = useRef<CheckoutHandle>(undefined)

  useEarlyEffect(() => {
    if (host.current === null) return
    const mounted = mount(host.current, current.current)
    handle.current = mounted
    return () => {
      handle.current = undefined
      mounted.unmount()
    }
  }, [])

  useEarlyEffect(() => {
    const before = current.current
    current.current = options
    if (!isSame(before, options)) handle.current?.update({ ...unset(before), ...options })
  })

  useImperativeHandle(
    ref,
    () => ({
      update: (changes) => handle.current?.update(changes),
      submit: () => handle.current?.submit(),
      focus: () => handle.current?.focus(),
      reset: () => handle.current?.reset(),
      unmount: () => handle.current?.unmount(),
    }),
    [],
  )

  return createElement('div', { ref: host, id, className, style }, placeholder)
})

/** A server renders it; in a browser the checkout replaces it. One constant element, so that React never renders it again. */
const placeholder = createElement('section', { className: 'tmn-root', 'aria-busy': true })

/** Runs before the page is painted. On a server no effect runs, but React 18 warns of a layout effect. */
const useEarlyEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

function isSame(before: CheckoutOptions, after: CheckoutOptions): boolean {
  const old = new Map<string, unknown>(Object.entries({ ...unset(after), ...before }))
  return Object.entries({ ...unset(before), ...after }).every(([name, value]) =>
    Object.is(old.get(name), value),
  )
}

/** Returns `undefined` for each option, so that an update undoes a prop that is gone. */
function unset(options: CheckoutOptions): Partial<CheckoutOptions> {
  return Object.fromEntries(Object.keys(options).map((name) => [name, undefined]))
}
