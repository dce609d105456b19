/** What the buyer's device runs: it decides how an app is opened. */
export type Platform = 'ios' | 'android' | 'computer'

/**
 * Guesses the platform from the user agent. Only words and a source's
 * `platform_type` depend on it: a wrong guess stops nothing.
 */
export function platformOf({
  userAgent,
  maxTouchPoints,
}: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): Platform {
  if (/Android/.test(userAgent)) return 'android'
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  // An iPad has the user agent of a Mac, but no Mac has a touch screen.
  return /Macintosh/.test(userAgent) && maxTouchPoints > 1 ? 'ios' : 'computer'
}
