import { QrPanel } from '../methods/qr/qr-panel.tsx'

/** The script's file for pages that show a code to scan. */
export const qr = { QrPanel }
