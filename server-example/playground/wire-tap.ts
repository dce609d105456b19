/** Between a program and its wire: sees every request and its answer, and changes neither. */
import { causeOf } from './causes.ts'
import { maskBody, maskHeaders, maskText } from './mask.ts'
import { type Seen, seenAtOmise, seenAtServer } from './steps.ts'
import type { Asked, Message, Timeline } from './timeline.ts'

/** As servers are here: a function. */
export type Answering<Rest extends unknown[]> = (
  request: Request,
  ...rest: Rest
) => Response | Promise<Response>

/** `within` runs the work that an exchange causes. */
export function tapServer<Rest extends unknown[]>(
  answer: Answering<Rest>,
  timeline: Timeline,
  within: (key: number, work: () => Promise<Response>) => Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const seen = seenAtServer(request.method, new URL(request.url).pathname)
    if (seen === undefined) return answer(request, ...rest)
    return watch(request, seen, null, timeline, (key) =>
      within(key, async () => answer(request, ...rest)),
    )
  }
}

export function tapOmise<Rest extends unknown[]>(
  answer: Answering<Rest>,
  timeline: Timeline,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const cause = causeOf(request.headers)
    const asker = cause !== null ? 'server' : isWithPublicKey(request) ? 'buyer' : 'other'
    const seen = seenAtOmise(request.method, new URL(request.url).pathname, asker)
    if (seen === undefined) return answer(request, ...rest)
    return watch(request, seen, cause, timeline, async () => answer(request, ...rest))
  }
}

async function watch(
  request: Request,
  seen: Seen,
  cause: Asked['cause'],
  timeline: Timeline,
  work: (key: number) => Promise<Response>,
): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const asked: Asked = {
    ...seen,
    cause,
    method: request.method,
    path: maskText(pathname + search),
    request: await messageOf(request),
  }
  const startedAt = performance.now()
  const took = () => Math.round(performance.now() - startedAt)
  // A page that waits asks every second: counted, not listed.
  const { key, finish } =
    seen.step === 'payment' ? timeline.beginRepeatable(asked) : timeline.begin(asked)
  try {
    const response = await work(key)
    finish({ ...(await messageOf(response)), status: response.status, ms: took() })
    return response
  } catch (error) {
    finish({ headers: [], body: null, status: null, ms: took() })
    throw error
  }
}

const largestReadBytes = 64 * 1024

async function messageOf(message: Request | Response): Promise<Message> {
  const type = message.headers.get('content-type') ?? ''
  const headers = maskHeaders(message.headers)
  if (message.body === null) return { headers, body: null }
  const isText = /json|x-www-form-urlencoded/.test(type)
  // A request whose length nobody knows is the server's to refuse before it is read.
  const unknownBytes = message instanceof Request ? Number.POSITIVE_INFINITY : 0
  const bytes = Number(message.headers.get('content-length') ?? unknownBytes)
  if (!isText || bytes > largestReadBytes)
    return { headers, body: type === '' ? null : `(${type})` }
  const text = await message
    .clone()
    .text()
    .catch(() => '')
  return { headers, body: text === '' ? null : maskBody(type, text) }
}

function isWithPublicKey({ headers }: Request): boolean {
  const [, credentials = ''] = headers.get('authorization')?.split(' ') ?? []
  return Buffer.from(credentials, 'base64').toString('latin1').startsWith('pkey_')
}
