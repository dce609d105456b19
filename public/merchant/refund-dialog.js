/** Asks for the amount, has it typed, and gives it back once, however often the button is pressed. */
import { giveBack } from './api.js'
import { code, element } from './element.js'
import { baht, moment, satangOf } from './format.js'
import { text } from './language.js'
import { announce, problemNotice } from './notice.js'

/** `settled` is told what to say and shows the order anew. */
export function openRefundDialog(order, settled) {
  const words = text().refund
  const { left, voidUntil } = order.refundOptions
  // One dialog is one refund: whatever is pressed in it, the server makes it once.
  const key = newKey()
  let isAsking = false
  let isUnsure = false

  const field = element('input', {
    id: 'amount',
    inputmode: 'decimal',
    autocomplete: 'off',
    maxlength: '16',
    'aria-describedby': 'amount-error amount-hint',
    input: redraw,
  })
  const reason = element('input', { id: 'reason', maxlength: '255', autocomplete: 'off' })
  const error = element('p', { class: 'error', id: 'amount-error', role: 'alert' })
  const hint = element('p', { class: 'soft hint', id: 'amount-hint' })
  const trouble = element('div', {})
  const confirm = element('button', { class: 'button' })
  const cancel = element(
    'button',
    { type: 'button', class: 'button quiet', click: () => dialog.close() },
    words.cancel,
  )
  const all = element(
    'button',
    { type: 'button', class: 'plain', click: fillIn },
    words.all(baht(left)),
  )
  const dialog = element(
    'dialog',
    {
      class: 'refund',
      'aria-labelledby': 'refund-heading',
      close: () => {
        dialog.remove()
        if (isUnsure) settled()
      },
      // Esc must not hide a refund whose end is not known yet.
      cancel: (event) => isAsking && event.preventDefault(),
    },
    element(
      'form',
      { submit: ask, novalidate: true },
      element('h2', { id: 'refund-heading' }, words.heading),
      element('p', { class: 'soft' }, code(order.orderId)),
      element('label', { for: 'amount' }, words.amount),
      element('div', { class: 'amount-row' }, field, all),
      element('div', { class: 'told' }, error, hint),
      element('label', { for: 'reason' }, words.reason),
      reason,
      trouble,
      element('div', { class: 'actions' }, cancel, confirm),
    ),
  )
  document.body.append(dialog)
  redraw()
  dialog.showModal()

  function fillIn() {
    field.value = (left / 100).toFixed(2)
    redraw()
    field.focus()
  }

  function redraw() {
    const amount = satangOf(field.value)
    const isTooMuch = amount !== null && amount > left
    const isVoid = amount === order.amount && voidUntil !== null
    error.textContent = isTooMuch ? words.tooMuch(baht(left)) : ''
    field.setAttribute('aria-invalid', String(isTooMuch))
    hint.hidden = isTooMuch
    hint.replaceChildren(
      ...(amount === null || isTooMuch
        ? [words.atMost(baht(left))]
        : isVoid
          ? [words.isVoid, ' ', moment(voidUntil)]
          : [words.isRefund]),
    )
    confirm.textContent = isAsking
      ? words.asking
      : amount === null || isTooMuch
        ? words.open
        : words.confirm(baht(amount))
    confirm.setAttribute('aria-disabled', String(isAsking))
    cancel.disabled = isAsking
    // What may have been asked for can only be asked for again as it was.
    for (const one of [field, reason, all]) one.disabled = isAsking || isUnsure
  }

  async function ask(event) {
    event.preventDefault()
    const amount = satangOf(field.value)
    if (isAsking) return
    if (amount === null || amount > left) {
      error.textContent = amount === null ? words.noAmount : words.tooMuch(baht(left))
      hint.hidden = true
      field.setAttribute('aria-invalid', 'true')
      field.focus()
      return
    }
    isAsking = true
    trouble.replaceChildren()
    redraw()
    try {
      const refund = await giveBack(order, { amount, reason: reason.value.trim(), key })
      finish(saidOf(refund))
    } catch (problem) {
      explain(problem)
    }
    isAsking = false
    redraw()
    confirm.focus()
  }

  function explain(problem) {
    // Another page, or another person, was faster.
    if (problem.status === 412) return finish(words.changed)
    // The view asks for the token.
    if (problem.code === 'unauthorized') return finish()
    isUnsure = ['unreachable', 'unreadable', 'internal_error'].includes(problem.code)
    trouble.replaceChildren(problemNotice(problem, undefined, isUnsure ? words.unsure : undefined))
  }

  function finish(said) {
    isUnsure = false
    dialog.close()
    settled(said)
    if (said !== undefined) announce(said)
  }
}

function saidOf({ status, amount, voided }) {
  const words = text().refund
  if (status !== 'done') return words[status](baht(amount))
  return voided ? words.voided(baht(amount)) : words.refunded(baht(amount))
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
