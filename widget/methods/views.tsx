import type { JSX } from 'preact'
import { unreachable } from '../core/unreachable.ts'
import type { Texts } from '../locales/texts.ts'
import type { Draft, DraftProblem } from './draft.ts'
import { PhoneField } from './phone/phone-field.tsx'
import type { ShowQr } from './qr/qr-panel.tsx'

type DraftFieldsProps = {
  draft: Draft
  problem: DraftProblem | undefined
  isBusy: boolean
  /** The field's id, unique on the page. */
  id: string
  texts: Texts
  qrPanel: ShowQr
  onFocus(): void
  onType(draft: Draft): void
}

/** Renders the fields of a method; nothing where it asks for nothing. */
export function DraftFields({ draft, qrPanel, ...props }: DraftFieldsProps): JSX.Element | null {
  switch (draft.method) {
    case 'truemoney':
      return <PhoneField draft={draft} {...props} />
    case 'truemoney_jumpapp':
      return null
    case 'truemoney_qr':
      // Loads the view of the code while the buyer reads.
      qrPanel()
      return null
    default:
      return unreachable(draft)
  }
}
