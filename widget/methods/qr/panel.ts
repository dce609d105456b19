import { QrPanel } from './qr-panel.tsx'

/** The view of a code, or `undefined` while it is on its way. (In the script it is a file of its own: `script/qr-panel.ts`.) */
export function qrPanel(): typeof QrPanel | undefined {
  return QrPanel
}
