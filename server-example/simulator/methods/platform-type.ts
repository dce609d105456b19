const platformTypes = ['WEB', 'IOS', 'ANDROID'] as const
export type PlatformType = (typeof platformTypes)[number]

/** Omise's mobile clients send it, the one for Android in lower case. What Omise says to another word is
 * not known: that it is refused is our choice. */
export function readPlatformType(text: string | null): PlatformType | null | 'unknown' {
  if (text === null) return null
  return platformTypes.find((type) => type === text.toUpperCase()) ?? 'unknown'
}
