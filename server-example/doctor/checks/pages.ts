/** The pages at PUBLIC_URL, as a browser is told what they may do. */
import type { Answer } from '../call.ts'
import { type Finding, right, unchecked, warning, wrong } from '../finding.ts'
import type { Look } from '../patient.ts'
import { isAllowed } from './csp.ts'

const asPage = { accept: 'text/html' }
const notReached = unchecked('not known: PUBLIC_URL has to reach the server first.')

/** The widget calls Omise and its own server from the page; a policy without them stops every payment. */
export const pagesAllowOmise: Look = async ({ configuration, server, call }) => {
  const { OMISE_API_URL: omiseUrl, RETURN_PAGE: returnPage } = configuration.settings
  if (server === undefined || !(await server.isOurs)) return notReached
  if (omiseUrl === undefined) return unchecked('not known: OMISE_API_URL is not understood.')
  const paths = ['/', ...(returnPage?.startsWith('/') ? [returnPage] : [])]
  const urls = [...new Set(paths)].map((path) => new URL(path, server.url).href)
  const pages = await Promise.all(
    urls.map(async (url) => ({ url, answer: await call(url, { headers: asPage }) })),
  )
  const faults = pages.map(({ url, answer }) =>
    answer.kind === 'answer' && isPage(answer) ? faultOfPolicy(url, answer, omiseUrl) : 'no page',
  )
  if (faults.every((fault) => fault === 'no page'))
    return right(
      `no pages are served here; those of your shop need connect-src ${omiseUrl} ${server.url} in their policy, if they have one.`,
    )
  const fault = faults.find((one) => typeof one !== 'string')
  return fault ?? right(`the pages may call ${omiseUrl} and this server.`)
}

/** Where buyers come back to: it has to be there, and may ask this server. */
export const returnPageIsThere: Look = async ({ configuration, server, call }) => {
  const { RETURN_PAGE: returnPage, ALLOWED_ORIGINS: allowed } = configuration.settings
  if (returnPage === undefined) return unchecked('not known: RETURN_PAGE is not understood.')
  if (server === undefined || !(await server.isOurs)) return notReached
  const url = new URL(returnPage, server.url)
  const isElsewhere = url.origin !== new URL(server.url).origin
  if (isElsewhere && allowed?.includes(url.origin) === false)
    return wrong(
      `${url.origin}, where buyers come back to, may not use this server.`,
      `Add ${url.origin} to ALLOWED_ORIGINS, or give a RETURN_PAGE on PUBLIC_URL.`,
    )
  const answer = await call(url.href, { headers: asPage })
  if (answer.kind === 'answer' && answer.status === 200) return right(`${url.href} is there.`)
  const found = answer.kind === 'answer' ? `status ${answer.status}` : answer.why
  return wrong(
    `buyers come back to ${url.href} and find nothing (${found}).`,
    'RETURN_PAGE: give your page that shows the result, or PAGES the folder that has it.',
  )
}

function faultOfPolicy(page: string, answer: Answer, omiseUrl: string): Finding | 'none' {
  const policy = answer.header('content-security-policy')
  if (policy === undefined)
    return warning(
      `${page} comes without a Content-Security-Policy.`,
      'Let the proxy pass this header on; the server sends it with every page.',
    )
  const origin = new URL(page).origin
  const allows = (directive: 'connect-src' | 'script-src', url: string) =>
    isAllowed(policy, directive, url, page)
  const advice = 'Let the proxy pass the server’s Content-Security-Policy on as it is'
  if (!allows('connect-src', `${omiseUrl}/sources`))
    return wrong(
      `the policy of ${page} does not let it call OMISE_API_URL (${omiseUrl}): no payment can begin.`,
      `${advice}, or add ${omiseUrl} to its connect-src; restart the server if OMISE_API_URL was changed.`,
    )
  if (!allows('connect-src', `${origin}/api/config`))
    return wrong(
      `the policy of ${page} does not let it call this server.`,
      `${advice}, or add 'self' to its connect-src.`,
    )
  if (!allows('script-src', `${origin}/truemoney-checkout.js`))
    return wrong(
      `the policy of ${page} does not let it load the widget’s script.`,
      `${advice}, or add 'self' to its script-src.`,
    )
  return 'none'
}

function isPage({ status, header }: Answer): boolean {
  return status === 200 && header('content-type')?.includes('text/html') === true
}
