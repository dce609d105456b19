/** What each app adds to its user agent. The first match counts: Messenger has Facebook's mark too. */
const marks = [
  ['LINE', /\bLine\/\d/],
  ['Instagram', /\bInstagram \d/],
  // The apps that TikTok was made of, where it does not have its own name yet.
  ['TikTok', /\b(?:TikTok|musical_ly|trill)[ _/]\d/],
  ['Messenger', /\bFBAN\/Messenger|\bFB_IAB\/(?:MESSENGER|Orca)/],
  ['Facebook', /\bFB(?:AN|AV|_IAB)\//],
] as const

/** An app that opens links in a browser of its own. */
export type InAppBrowser = (typeof marks)[number][0]

/** Returns the app around the page, as far as its user agent shows it: a guess, good for a hint only. */
export function inAppBrowser(userAgent: string): InAppBrowser | undefined {
  return marks.find(([, mark]) => mark.test(userAgent))?.[0]
}

/**
 * Returns the address that LINE opens in the buyer's own browser; other apps ignore
 * what is added. See "Open a URL in an external browser" in LINE's URL schemes.
 */
export function outsideOfLine(address: string): string {
  const url = new URL(address)
  // Appended as text: `searchParams` would encode the rest of the query again, which may be signed.
  if (!url.searchParams.has('openExternalBrowser'))
    url.search += `${url.search === '' ? '?' : '&'}openExternalBrowser=1`
  return url.href
}
