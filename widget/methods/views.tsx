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
  /** Of the field, unique on the page. */
  id: string
  texts: Texts
  qrPanel: ShowQr
  onFocus(): void
  onType(draft: Draft): void
}

/** What the buyer fills in; nothing where the method asks for nothing. */
export function DraftFields({ draft, qrPanel, ...props }: DraftFieldsProps): JSX.Element | null {
  switch (draft.method) {
    case 'truemoney':
      return <PhoneField draft={draft} {...props} />
    case 'truemoney_jumpapp':
      return null
    case 'truemoney_qr':
      // What shows the code comes while the buyer reads.
      qrPanel()
      return null
    default:
      return unreachable(draft)
  }
}
