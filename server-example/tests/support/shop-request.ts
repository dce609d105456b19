/** A request to the test shop with its body as JSON, for headers that `call` does not send. */
export function shopRequest(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Request {
  return new Request(`http://shop.test${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}
