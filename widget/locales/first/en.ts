import type { FirstTexts } from './texts.ts'

export const enFirst: FirstTexts = {
  form: {
    title: 'Pay with TrueMoney',
    phoneLabel: 'Your TrueMoney mobile number',
    phoneHint: 'For example 081-234-5678',
    pay: 'Pay {amount}',
    next: 'Next, confirm with a one‑time code (OTP) at TrueMoney.',
    creating: 'Preparing your payment…',
  },
  formErrors: {
    provider_unreachable:
      'We couldn’t connect. You have not been charged. Check your internet connection and try again.',
  },
  verifying: {
    title: 'Checking your payment',
    body: 'This takes a few seconds, and then the result is shown here.',
  },
}
