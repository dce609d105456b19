/** For tests: holds what the server returns against its OpenAPI document. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { openApiDocument, operations } from './document.ts'
import type { Operation } from './operation.ts'

const document = openApiDocument('0.0.0', true)
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(document, 'openapi')

/** Addresses of the demo shop alone, and of pages. */
const undescribed = /^GET \/(?!api\/|webhooks\/|checkout\/).*$/
/** Of addresses that are not there, and of methods that one does not take. */
const ofNoAddress = ['not_found', 'method_not_allowed', 'forbidden']

/** Throws when a response is not what the document says of this request. */
export async function checkAnswer(request: Request, response: Response): Promise<void> {
  const { pathname } = new URL(request.url)
  const name = `${request.method} ${pathname}`
  const operation = operations.find(
    ({ method, path }) => method.toUpperCase() === request.method && pattern(path).test(pathname),
  )
  const type = response.headers.get('content-type')?.split(';')[0]
  const isProblem = type === 'application/problem+json'
  if (operation === undefined) {
    if (undescribed.test(name) || request.method === 'OPTIONS' || request.method === 'HEAD') return
    if (isProblem && ofNoAddress.includes(await codeOf(response))) return
    throw new Error(
      `Expected ${name} to be described in server-example/openapi; it returned ${response.status}.`,
    )
  }
  // Without MERCHANT_TOKEN the merchant's addresses do not exist.
  if (isProblem && operation.caller === 'merchant' && (await codeOf(response)) === 'not_found')
    return
  await checkBody(name, operation, response, type)
}

async function checkBody(
  name: string,
  operation: Operation,
  response: Response,
  type: string | undefined,
): Promise<void> {
  const described = document.paths[operation.path]?.[operation.method]?.responses[response.status]
  if (described === undefined)
    throw new Error(
      `Expected ${name} to return what server-example/openapi describes, got status ${response.status}: ${await response.clone().text()}`,
    )
  if (described.content === undefined) return
  const pointer = ['paths', operation.path, operation.method, 'responses', response.status]
  const content = [...pointer, 'content', type ?? '', 'schema']
  const validate = validatorOf(content.map(String).map(segmentOf).join('/'))
  const text = await response.clone().text()
  if (validate?.(JSON.parse(text))) return
  const why = validate === undefined ? `it is ${type}` : ajv.errorsText(validate.errors)
  throw new Error(
    `Expected ${name} to return what server-example/openapi describes for ${response.status}: ${why}. Got ${text}`,
  )
}

function validatorOf(pointer: string): ValidateFunction | undefined {
  return ajv.getSchema(`openapi#/${pointer}`)
}

function segmentOf(segment: string): string {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}

async function codeOf(response: Response): Promise<string> {
  return /"code":"(\w+)"/.exec(await response.clone().text())?.[1] ?? ''
}
