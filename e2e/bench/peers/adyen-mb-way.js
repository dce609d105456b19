/** The same form as a merchant of Adyen's has it: MB WAY alone, as Adyen's guide without a session makes it. */
import { AdyenCheckout, MBWay } from '@adyen/adyen-web'
import '@adyen/adyen-web/styles/adyen.css'

AdyenCheckout({
  environment: 'test',
  clientKey: 'test_BENCH0000000000000000000000000',
  countryCode: 'PT',
  // The language that is in the bundle: others are fetched.
  locale: 'en-US',
  amount: { value: 1000, currency: 'EUR' },
  paymentMethodsResponse: { paymentMethods: [{ type: 'mbway', name: 'MB WAY' }] },
  analytics: { enabled: false },
  onSubmit: ({ data }, _component, { resolve, reject }) =>
    fetch('/charge', { method: 'POST', body: JSON.stringify(data) })
      .then((answer) => answer.json())
      .then(resolve, reject),
}).then((checkout) => new MBWay(checkout).mount('#pay'))
