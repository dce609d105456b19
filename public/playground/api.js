/** The playground's own API. What goes wrong is an Error with the server's words. */

const base = '/playground/api'

export const makeOrder = (amount) => ask('POST', '/orders', { amount })
export const refundOrder = (orderId) => ask('POST', `/orders/${orderId}/refund`)
export const readChoices = () => ask('GET', '/choices')
export const readCode = (options) => ask('GET', `/code?${new URLSearchParams(options)}`)
export const arm = (troubles) => ask('PUT', '/troubles', troubles)
export const disarm = () => ask('DELETE', '/troubles')
export const restartServer = () => ask('POST', '/restart')
export const clearTimeline = () => ask('DELETE', '/timeline')
export const openEvents = () => new EventSource(`${base}/events`)

async function ask(method, path, body) {
  const response = await fetch(base + path, {
    method,
    ...(body && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  if (response.status === 204) return undefined
  const answer = await response.json().catch(() => ({}))
  if (response.ok) return answer
  throw new Error(answer.detail ?? `expected an answer from ${path}, got ${response.status}`)
}
