import { formatWhileTyping } from '../../core/phone.ts'

/**
 * Groups the digits of a number while it is typed. Sets the field only where its
 * text changes, and the caret only where the field has the focus.
 */
export function regroup(field: HTMLInputElement, deletedForward: boolean): void {
  const caret = field.selectionStart ?? field.value.length
  const next = formatWhileTyping(field.value, caret, deletedForward)
  if (next.text !== field.value) field.value = next.text
  if (next.caret !== field.selectionStart && field.matches(':focus')) {
    field.setSelectionRange(next.caret, next.caret)
  }
}
