import type { Methods } from '../checkout/methods.ts'
import { phoneDraft, phoneProblemOf, readPhone } from './phone/phone.ts'

/** The payment methods that there are: everything that the checkout asks of one is answered here. */
export const methods: Methods = {
  empty: () => phoneDraft(''),
  isEmpty: ({ phone }) => phone === '',
  read: readPhone,
  revise: (_draft, { phoneNumber }) => phoneDraft(phoneNumber),
  problemOf: (_draft, code) => phoneProblemOf(code),
}
