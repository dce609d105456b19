/** Sharp where an app reads it from the phone's pictures. */
const sidePx = 1024
/** Around the code, because pictures are shown on black. */
const marginPx = 96

/** Saves a picture of a code that the page shows as a PNG. Throws where the page may not read it: from another site. */
export function saveAsPng(picture: HTMLImageElement, name: string): void {
  const canvas = document.createElement('canvas')
  canvas.width = sidePx
  canvas.height = sidePx
  const context = canvas.getContext('2d')
  if (!context || !picture.complete) throw new Error('Expected a picture and something to draw on.')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, sidePx, sidePx)
  // The edges of a small PNG stay edges.
  context.imageSmoothingEnabled = false
  const codePx = sidePx - 2 * marginPx
  context.drawImage(picture, marginPx, marginPx, codePx, codePx)
  canvas.toBlob((png) => png && download(png, name))
}

function download(png: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(png)
  link.download = name
  link.click()
  // Not at once: the browser has only begun to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
