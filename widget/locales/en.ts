import { enFirst } from './first/en.ts'
import type { Texts } from './texts.ts'

const notPossible =
  'This shop can’t take TrueMoney payments right now. You have not been charged. Please choose another way to pay or contact the shop.'
const tryAgainSoon = 'You have not been charged. Please wait a moment and try again.'
const serverTrouble =
  'We couldn’t get an answer from the shop. Please try again: you will not be charged twice.'

export const en: Texts = {
  form: {
    ...enFirst.form,
    leaving: 'Taking you to TrueMoney…',
    handedOver: 'One moment…',
    leaveByHand: 'Nothing happening? Go to TrueMoney',
  },
  fieldProblems: {
    empty: 'Enter the mobile number that you use with TrueMoney.',
    letters: 'Use digits only, for example 081-234-5678.',
    not_thai: 'Enter a Thai mobile number. It begins with 06, 08 or 09.',
    landline: 'This looks like a landline. Enter a mobile number, beginning with 06, 08 or 09.',
    too_short: 'This number is too short. A mobile number has 10 digits.',
    too_long: 'This number is too long. A mobile number has 10 digits.',
    refused: 'TrueMoney doesn’t take this number. Check it, or use another one.',
  },
  formErrors: {
    ...enFirst.formErrors,
    script_incomplete: enFirst.formErrors.provider_unreachable,
    provider_unavailable: `The payment service is busy. ${tryAgainSoon}`,
    rate_limited: `Too many tries in a short time. ${tryAgainSoon}`,
    number_limited:
      'Too many payments were started with this number. You have not been charged. Please use another number, or try again in ten minutes.',
    charge_refused:
      'The payment couldn’t be started. You have not been charged. Please try again, or contact the shop.',
    key_refused: notPossible,
    source_refused: notPossible,
    server_refused: notPossible,
    authorize_uri_refused: notPossible,
    amount_refused:
      'TrueMoney can’t take a payment of this amount. You have not been charged. Please choose another way to pay.',
    server_unreachable: serverTrouble,
    server_failed: serverTrouble,
    unexpected_answer: serverTrouble,
    callback_failed:
      'Something went wrong on this page. You have not been charged. Please try again.',
    not_sent:
      'Something else on this page keeps the payment from starting. You have not been charged. Please use another browser, or contact the shop.',
    unexpected: 'Something went wrong on this page. Please reload it and try again.',
  },
  verifying: enFirst.verifying,
  unconfirmed: {
    title: 'Not confirmed yet',
    body: 'If you have confirmed at TrueMoney, just wait: this page keeps checking. If not, continue there.',
    continue: 'Continue at TrueMoney',
    checkNow: 'Check now',
    anotherNumber: 'Use another number',
    asking: 'Checking…',
    stillPending: 'Checked just now: TrueMoney has not confirmed yet.',
    unreachable: 'We can’t reach the shop right now. We’ll keep trying.',
    paused:
      'No confirmation has come so far, and this page has stopped checking by itself. Check again whenever you like.',
  },
  waiting: {
    mayClose: 'You can close this page: the shop is notified as soon as you confirm.',
    expires: 'You can confirm until {time}, Thai time.',
    waited: 'This payment has been waiting for {time}.',
  },
  offline: {
    ready:
      'You are offline. You have not been charged. As soon as you are online again, you can pay here.',
    tried: 'You are offline. Try again when you are online: you will not be charged twice.',
    waiting:
      'You are offline. Nothing is lost: this page checks by itself as soon as you are online again.',
  },
  successful: {
    title: 'Payment successful',
    body: 'Thank you. The shop has received your payment.',
    paidAt: 'Paid {time}',
    refunded: '{amount} has been refunded',
  },
  failed: { title: 'Payment not completed', retry: 'Try again' },
  failures: {
    payment_rejected:
      'TrueMoney declined this payment and gave no reason. Try again, or use another number or way to pay.',
    failed_processing:
      'TrueMoney couldn’t process this payment. Please wait a moment and try again.',
    invalid_account:
      'This number has no usable TrueMoney account. Check the number, or use another one.',
    insufficient_fund: 'Your TrueMoney balance is too low. Top it up, then try again.',
    insufficient_balance: 'Your TrueMoney balance is too low. Top it up, then try again.',
    payment_cancelled: 'You cancelled the payment at TrueMoney. You can try again at any time.',
    timeout: 'The time to confirm ran out. Try again and have your phone ready.',
    failed_fraud_check:
      'TrueMoney’s safety check stopped this payment. Please use another way to pay, or contact TrueMoney.',
    confirmed_amount_mismatch:
      'The amount confirmed was not the amount of this order. Contact the shop before you pay again.',
    other: 'TrueMoney couldn’t complete this payment. Try again, or use another way to pay.',
  },
  expired: {
    title: 'Time ran out',
    body: 'The payment was not confirmed in time, so it was closed. You have not been charged.',
    retry: 'Start again',
  },
  missing: {
    title: 'No payment to show here',
    body: 'Go back to the shop and start the payment from your order.',
  },
  stopped: {
    order_unknown: {
      title: 'We can’t find this payment',
      body: 'The link may be incomplete. Open it again from where you got it, or contact the shop.',
    },
    order_cancelled: {
      title: 'The shop has cancelled this order',
      body: 'You have not been charged. Contact the shop if you still want to buy.',
    },
    method_unavailable: {
      title: 'TrueMoney is not available here',
      body: notPossible,
    },
    amount_changed: {
      title: 'The amount has changed',
      body: 'Reload this page to see the new amount. You have not been charged.',
    },
    outcome_unknown: {
      title: 'We don’t know yet',
      body: 'We can’t tell whether this payment went through. Look at your order, or ask the shop, before you pay again.',
    },
  },
  app: {
    onPhone: 'TrueMoney opens: confirm there, then come back to this page.',
    onComputer: 'Next, scan a QR code at TrueMoney with the app on your phone.',
    waiting: {
      title: 'Waiting for TrueMoney',
      body: 'Confirm in TrueMoney, then come back to this page: the result is shown here.',
    },
    late: {
      title: 'Time ran out',
      body: 'TrueMoney waits 3 minutes for you. If you have confirmed, just wait: this page keeps checking. If not, start again.',
    },
    openAgain: 'Open TrueMoney again',
    anew: 'Start again',
    inApp: {
      stay: 'You are in {app}, where TrueMoney often does not open. Use your browser instead.',
      open: 'Open in your browser',
      copy: 'Copy the link',
    },
  },
  qr: {
    title: 'Scan with TrueMoney',
    body: 'Open TrueMoney on your phone and scan this code. The result is shown here by itself.',
    next: 'A QR code appears here. Scan it with TrueMoney on your phone.',
    code: 'QR code to scan with TrueMoney',
    left: 'The code works for {minutes} more minutes.',
    lastMinute: 'The code works for less than a minute.',
    over: 'This code has expired.',
    stay: 'You are in {app}. Keep this page open until you have paid.',
    save: 'Save as a picture',
    renew: 'Show a new code',
    broken: 'The code can’t be shown. You have not been charged. Please try again.',
  },
  otherWay: {
    truemoney: 'Other way: confirm by OTP',
    truemoney_jumpapp: 'Other way: TrueMoney app',
    truemoney_qr: 'Other way: scan a QR code',
  },
  inApp: {
    stay: 'You are in {app}. Keep this page open while you look up the code.',
    open: 'Or open it in your browser',
    copy: 'Or copy the link',
    copied: 'Copied. Open your browser and paste the link into its address bar.',
    byHand: 'Copy this link and open it in your browser:',
  },
  reload: 'Reload this page',
  close: 'Close',
  order: 'Order {orderId}',
}
