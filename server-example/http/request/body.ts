import type * as z from 'zod/mini'
import { expectedGot, problemsOf } from '../../shop/input-problems.ts'
import { HttpProblem } from './problem.ts'

const largestJsonBytes = 16 * 1024

/**
 * Reads the whole body, or refuses one that is too large before it is in memory. Not by Hono's
 * `bodyLimit`, which trusts the declared length, and fails with 500 where a body breaks off.
 */
export async function readBytes(request: Request, largestBytes: number): Promise<Uint8Array> {
  const declared = request.headers.get('content-length')
  if (Number(declared) > largestBytes) throw tooLarge(largestBytes)
  // HTTP takes no more than was declared, and a stream costs four times as much.
  if (declared !== null) return readDeclared(request, largestBytes)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of wholly(request.body)) {
    size += chunk.byteLength
    if (size > largestBytes) throw tooLarge(largestBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function readDeclared(request: Request, largestBytes: number): Promise<Uint8Array> {
  const buffer = await request.arrayBuffer().catch(brokeOff)
  if (buffer.byteLength > largestBytes) throw tooLarge(largestBytes)
  return new Uint8Array(buffer)
}

async function* wholly(body: Request['body']): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? []
  } catch {
    brokeOff()
  }
}

/** A body that breaks off is the sender's error, not ours. */
function brokeOff(): never {
  throw new HttpProblem('invalid_request', 'Expected the whole body; it broke off.')
}

function tooLarge(largestBytes: number): HttpProblem {
  return new HttpProblem('payload_too_large', `Expected a body of at most ${largestBytes} bytes.`)
}

/** Reads a JSON body and parses it by the contract's schema. `example` says what to send in place of no body. */
export async function readJson<Schema extends z.ZodMiniType>(
  request: Request,
  schema: Schema,
  example = '',
): Promise<z.output<Schema>> {
  if (isEmpty(request))
    throw new HttpProblem('invalid_request', `Expected a body of JSON, got none.${example}`)
  requireJson(request)
  const json = parseJson(await readBytes(request, largestJsonBytes))
  const parsed = schema.safeParse(json, { error: expectedGot })
  if (parsed.success) return parsed.data
  throw new HttpProblem('invalid_request', problemsOf(parsed.error, 'body'))
}

/** Without a type, a length or a stream nothing was meant to be sent. */
function isEmpty({ headers }: Request): boolean {
  return (
    !headers.has('content-type') &&
    !headers.has('transfer-encoding') &&
    Number(headers.get('content-length')) === 0
  )
}

/** Only `application/json`: a form on another site cannot send it without asking first. */
export function requireJson(request: Request): void {
  const type = request.headers.get('content-type') ?? 'nothing'
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new HttpProblem(
      'unsupported_media_type',
      `Expected content-type application/json, got ${type.slice(0, 100)}.`,
    )
}

/** Parses bytes as UTF-8 JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new HttpProblem('invalid_request', 'Expected a body of JSON in UTF-8.')
  }
}
