/** Returns a heading's anchor as GitHub makes it, so that a link works in both places. */
export function headingAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\w -]/gu, '')
    .replaceAll(' ', '-')
}
