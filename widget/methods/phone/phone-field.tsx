import type { JSX, TargetedEvent, TargetedInputEvent } from 'preact'
import type { Texts } from '../../locales/texts.ts'
import { type PhoneDraft, type PhoneFieldProblem, phoneDraft } from './phone.ts'
import { regroup } from './regroup.ts'

type PhoneFieldProps = {
  draft: PhoneDraft
  problem: PhoneFieldProblem | undefined
  isBusy: boolean
  /** The field's id, unique on the page. */
  id: string
  texts: Texts
  onFocus(): void
  onType(draft: PhoneDraft): void
}

export function PhoneField({
  draft,
  problem,
  isBusy,
  id,
  texts,
  onFocus,
  onType,
}: PhoneFieldProps): JSX.Element {
  const isWrong = problem !== undefined

  const typed = (event: TargetedInputEvent<HTMLInputElement>) => {
    const field = event.currentTarget
    // Text that an input method is still composing must not change.
    if (!event.isComposing) regroup(field, event.inputType === 'deleteContentForward')
    onType(phoneDraft(field.value))
  }
  const composed = (event: TargetedEvent<HTMLInputElement>) => {
    regroup(event.currentTarget, false)
    onType(phoneDraft(event.currentTarget.value))
  }

  return (
    <div class="tmn-field">
      <label class="tmn-label" part="label" for={id}>
        {texts.form.phoneLabel}
      </label>
      <input
        class="tmn-input"
        part="input"
        id={id}
        name="tel"
        type="tel"
        autocomplete="tel"
        inputMode="numeric"
        enterKeyHint="go"
        dir="ltr"
        required
        readOnly={isBusy}
        value={draft.phone}
        aria-invalid={isWrong}
        aria-describedby={`${id}-${isWrong ? 'problem' : 'hint'}`}
        onFocus={onFocus}
        onInput={typed}
        onCompositionEnd={composed}
        data-tmn-focus
      />
      {isWrong ? (
        <p class="tmn-problem" part="problem" id={`${id}-problem`} role="alert">
          {texts.fieldProblems[problem]}
        </p>
      ) : (
        <p class="tmn-hint" part="hint" id={`${id}-hint`}>
          {texts.form.phoneHint}
        </p>
      )}
    </div>
  )
}
