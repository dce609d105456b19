/** A buyer who left from the playground comes back to it, and every other one to the shop's return page. */
export function returnToPlayground(
  request: Request,
  response: Response,
  isOurs: (orderId: string) => boolean,
): Response {
  const { pathname, searchParams } = new URL(request.url)
  // The server has decided already; only which page shows the result is another one.
  const location = response.headers.get('location') ?? ''
  const fragment = location.indexOf('#')
  if (pathname !== '/checkout/return' || response.status !== 303 || fragment < 0) return response
  if (!isOurs(searchParams.get('order')?.replace(/\/+$/, '') ?? '')) return response
  const headers = new Headers(response.headers)
  headers.set('location', `/playground/${location.slice(fragment)}`)
  return new Response(null, { status: 303, headers })
}
