import type { Stack } from '../support/stack.ts'
import type { Buyer } from './buyer.ts'
import type { Screen } from './tab.ts'

/** A fact about the checkout that has to hold in every engine. */
export type Scene = {
  readonly name: string
  /** Default: the phone's. */
  readonly screen?: Screen
  play(props: Props): Promise<void>
}

type Props = {
  readonly buyer: Buyer
  readonly stack: Stack
  readonly keepsPages: boolean
  /** Keeps what is seen now, for eyes, in test-results/engines. */
  picture(name: string): Promise<void>
}
