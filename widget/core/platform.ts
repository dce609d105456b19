/** What the buyer's device runs, as far as it matters to opening an app. */
export type Platform = 'ios' | 'android' | 'computer'

/**
 * A guess from what the browser says of itself: words and a source's
 * `platform_type` rest on it, and nothing that would not work otherwise.
 */
export function platformOf({
  userAgent,
  maxTouchPoints,
}: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): Platform {
  if (/Android/.test(userAgent)) return 'android'
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  // An iPad says that it is a Mac, but no Mac has a touch screen.
  return /Macintosh/.test(userAgent) && maxTouchPoints > 1 ? 'ios' : 'computer'
}
