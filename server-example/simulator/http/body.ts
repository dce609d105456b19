import * as z from 'zod/mini'
import type { Param, Params } from './params.ts'
import { Refusal } from './refusal.ts'

const maxBodyCharacters = 1024 * 1024
/** So many levels below the name of a parameter; Omise's own limit is not known. */
const maxDepth = 16
const jsonObject = z.record(z.string(), z.json())

/** Reads a request's parameters: JSON when it says so, else a form, as curl sends it. */
export async function readParams(request: Request): Promise<Params | Refusal> {
  const contentType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (contentType === 'multipart/form-data') {
    return new Refusal('bad_request', 'multipart bodies are not simulated: send a form or JSON')
  }
  const text = await request.text()
  if (text.length > maxBodyCharacters) return new Refusal('bad_request', 'body is too large')
  if (contentType !== 'application/json') return parseForm(text)
  return text.trim() === '' ? {} : parseJson(text)
}

/** Reads `a=1&source[type]=truemoney&webhook_endpoints[]=…` into nested objects and lists. Numeric
 * indexes, as PHP writes them, stay names here: only the reader knows whether it wants a list. */
export function parseForm(text: string): Params | Refusal {
  const root: Branch = new Map()
  for (const [name, value] of new URLSearchParams(text)) {
    const path = splitName(name)
    if (path === null) continue
    if (path.length - 1 > maxDepth) return tooDeep(path[0] ?? '')
    plant(root, path, value)
  }
  return Object.fromEntries([...root].map(([name, node]) => [name, toParam(node)]))
}

type Node = string | Node[] | Branch
type Branch = Map<string, Node>

/** `source[type]` → `['source', 'type']`; null when brackets do not match. */
function splitName(name: string): string[] | null {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)
  if (match === null) return null
  const [, first = '', brackets = ''] = match
  const rest = brackets === '' ? [] : brackets.slice(1, -1).split('][')
  return [first, ...rest]
}

function plant(branch: Branch, path: readonly string[], value: string): void {
  const [name = '', ...rest] = path
  branch.set(name, grow(branch.get(name), rest, value))
}

function grow(node: Node | undefined, path: readonly string[], value: string): Node {
  const [next, ...rest] = path
  if (next === undefined) return value
  if (next === '') return [...(Array.isArray(node) ? node : []), grow(undefined, rest, value)]
  const branch: Branch = node instanceof Map ? node : new Map()
  plant(branch, path, value)
  return branch
}

function toParam(node: Node): Param {
  if (typeof node === 'string') return node
  if (Array.isArray(node)) return node.map(toParam)
  return Object.fromEntries([...node].map(([name, child]) => [name, toParam(child)]))
}

function parseJson(text: string): Params | Refusal {
  const notJson = new Refusal('bad_request', 'body is not a JSON object')
  try {
    const parsed = jsonObject.safeParse(JSON.parse(text))
    if (!parsed.success) return notJson
    const deep = Object.entries(parsed.data).find(([, param]) => depthOf(param) > maxDepth)
    return deep === undefined ? parsed.data : tooDeep(deep[0])
  } catch {
    return notJson
  }
}

/** How many levels of objects and lists there are. */
function depthOf(param: Param): number {
  if (typeof param !== 'object' || param === null) return 0
  return 1 + Math.max(0, ...Object.values(param).map(depthOf))
}

/** Half of what was sent must not be stored as if it were the whole. */
function tooDeep(name: string): Refusal {
  return new Refusal('bad_request', `${name} must not have more than ${maxDepth} levels`)
}
