/** An app that opens links in a browser of its own. */
export type InAppBrowser = 'LINE' | 'Instagram' | 'TikTok' | 'Messenger' | 'Facebook'

/** What each adds to its user agent. The first that fits counts: Messenger says that it is Facebook, too. */
const marks: readonly (readonly [InAppBrowser, RegExp])[] = [
  ['LINE', /\bLine\/\d/],
  ['Instagram', /\bInstagram \d/],
  // Where it is not TikTok yet by name: the apps that it was made of.
  ['TikTok', /\b(?:TikTok|musical_ly|trill)[ _/]\d/],
  ['Messenger', /\bFBAN\/Messenger|\bFB_IAB\/(?:MESSENGER|Orca)/],
  ['Facebook', /\bFB(?:AN|AV|_IAB)\//],
]

/** The app around the page, as far as its user agent tells; a guess that nothing but a hint may rest on. */
export function inAppBrowser(userAgent: string): InAppBrowser | undefined {
  return marks.find(([, mark]) => mark.test(userAgent))?.[0]
}

/**
 * The address that LINE opens in the buyer's own browser; everybody else ignores
 * what is added. See "Open a URL in an external browser" in LINE's URL schemes.
 */
export function outsideOfLine(address: string): string {
  const url = new URL(address)
  // By hand: `searchParams` would write the rest of the query anew, which may be signed.
  if (!url.searchParams.has('openExternalBrowser'))
    url.search += `${url.search === '' ? '?' : '&'}openExternalBrowser=1`
  return url.href
}
