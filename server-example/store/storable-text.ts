/**
 * Returns the text as both engines store it. PostgreSQL refuses U+0000, and half of a surrogate pair
 * is no character in UTF-8: Omise and shops may send either, and each becomes U+FFFD.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}
