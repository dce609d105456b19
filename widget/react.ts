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
  /** For the element around the checkout. */
  id?: string | undefined
  className?: string | undefined
  style?: CSSProperties | undefined
}

/**
 * The checkout as a React component (18 and 19). Props may change at any time,
 * as with the handle's `update`; `ref` gets that handle. Brings its styles
 * itself. A server renders an empty card. Throws a `CheckoutError` where an
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
  const told = useRef<CheckoutOptions>(options)
  const handle = useRef<CheckoutHandle>(undefined)

  useEarlyEffect(() => {
    if (host.current === null) return
    const mounted = mount(host.current, told.current)
    handle.current = mounted
    return () => {
      handle.current = undefined
      mounted.unmount()
    }
  }, [])

  useEarlyEffect(() => {
    const before = told.current
    told.current = options
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

/** On a server; in a browser the checkout takes its place. The same element always, so React never looks for it again. */
const placeholder = createElement('section', { className: 'tmn-root', 'aria-busy': true })

/** Before the page is painted. On a server no effect runs, but React 18 warns of a layout effect. */
const useEarlyEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

function isSame(before: CheckoutOptions, after: CheckoutOptions): boolean {
  return Object.keys({ ...before, ...after }).every((name) =>
    Object.is(Reflect.get(before, name), Reflect.get(after, name)),
  )
}

/** A prop that is gone must be told too. */
function unset(options: CheckoutOptions): Partial<CheckoutOptions> {
  return Object.fromEntries(Object.keys(options).map((name) => [name, undefined]))
}
