import encodeQR from 'qr'
import { encodePng } from './png.ts'
import type { QrFormat } from './scannable-code.ts'

/** Four modules of white, as the standard asks for. */
const quietZone = 4
/** Big enough to be printed or scanned from a screen without getting blurred. */
const pixelsPerModule = 8

export type QrImage = { contentType: string; bytes: Uint8Array<ArrayBuffer> }

/** Draws a QR code that holds the text. */
export function drawQr(text: string, format: QrFormat): QrImage {
  switch (format) {
    case 'svg':
      return { contentType: 'image/svg+xml', bytes: new TextEncoder().encode(drawSvg(text)) }
    case 'png':
      return {
        contentType: 'image/png',
        bytes: encodePng(encodeQR(text, 'raw', { border: quietZone, scale: pixelsPerModule })),
      }
  }
}

/** With a size of its own, and a white ground: on a dark page a transparent one could not be scanned. */
function drawSvg(text: string): string {
  const modules = encodeQR(text, 'raw', { border: quietZone })
  const size = modules.length
  const path = modules
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  const pixels = size * pixelsPerModule
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path}"/></svg>
`
}
