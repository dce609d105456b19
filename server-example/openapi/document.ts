/** The OpenAPI 3.1 document of the server's HTTP API, made of the table of operations and the zod schemas. */
import * as z from 'zod/mini'
import { serverProblemStatus } from '../http/request/problem.ts'
import { buyerOperations } from './buyer-operations.ts'
import { eventOperations } from './event-operations.ts'
import { merchantOperations } from './merchant-operations.ts'
import { type Caller, type Operation, type Parameter, problemsByStatus } from './operation.ts'
import { operatorOperations } from './operator-operations.ts'
import { schemas } from './schemas.ts'

export const operations: readonly Operation[] = [
  ...buyerOperations,
  ...merchantOperations,
  ...eventOperations,
  ...operatorOperations,
]

const securitySchemes = {
  buyer: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of the order, for its buyer alone',
  },
  merchant: { type: 'http', scheme: 'bearer', description: 'MERCHANT_TOKEN, for the shop alone' },
  omise: {
    type: 'apiKey',
    in: 'header',
    name: 'Omise-Signature',
    description: 'HMAC-SHA256 of Omise-Signature-Timestamp, a full stop and the body',
  },
} as const satisfies Record<Exclude<Caller, 'anybody'>, object>

/**
 * Returns the document for one version of the package. `isClosed` allows no properties but those that
 * are described: a test's strictness. Readers must expect more, which a later version may add.
 */
export function openApiDocument(version: string, isClosed = false) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'TrueMoney checkout: the companion server',
      version,
      description:
        'Money is an integer in satang (฿1 = 100 satang). Times are ISO 8601 in UTC. A refusal is a problem document (RFC 9457) with a code.',
    },
    paths: pathsOf(operations),
    webhooks: { event: { post: shopWebhook() } },
    components: { schemas: componentSchemas(isClosed), securitySchemes },
  }
}

type Path = Partial<Record<Operation['method'], ReturnType<typeof describe>>>

function pathsOf(table: readonly Operation[]): Record<string, Path> {
  const paths: Record<string, Path> = {}
  for (const operation of table)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
  return paths
}

function describe(operation: Operation) {
  const { id, summary, caller, body } = operation
  const parameters = [
    ...pathParameters(operation.path),
    ...parametersIn('query', operation.query),
    ...parametersIn('header', operation.headers),
  ]
  return {
    operationId: id,
    summary,
    ...(caller !== 'anybody' && { security: [{ [caller]: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: json(refTo(body)) } }),
    responses: responsesOf(operation),
  }
}

/** What the server posts to SHOP_WEBHOOK_URL. */
function shopWebhook() {
  return {
    operationId: 'receiveEvent',
    summary: 'An event, posted to SHOP_WEBHOOK_URL and signed as Standard Webhooks describes',
    parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
      name,
      in: 'header',
      required: true,
      schema: { type: 'string' },
    })),
    requestBody: { required: true, content: json(refTo(schemas.Event)) },
    responses: {
      '2XX': { description: 'Taken' },
      '410': { description: 'Given up, until somebody asks for it again' },
      default: { description: 'Delivered again later' },
    },
  }
}

function responsesOf(operation: Operation) {
  const responses: Record<string, { description: string; content?: object }> = {}
  for (const [status, { description, schema }] of Object.entries(operation.answers))
    responses[status] = { description, ...(schema && { content: json(refTo(schema)) }) }
  for (const [status, codes] of problemsByStatus(operation, serverProblemStatus)) {
    const answered = responses[status]
    responses[status] = {
      description: [answered?.description, `Problem: ${codes.join(', ')}`]
        .filter(Boolean)
        .join('. '),
      content: {
        ...answered?.content,
        'application/problem+json': {
          schema: {
            allOf: [refTo(schemas.Problem)],
            properties: { code: { enum: codes } },
          },
        },
      },
    }
  }
  return responses
}

function pathParameters(path: string) {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function parametersIn(place: 'query' | 'header', given: Readonly<Record<string, Parameter>> = {}) {
  return Object.entries(given).map(([name, { description, schema }]) => ({
    name,
    in: place,
    description,
    schema: withoutAddress(z.toJSONSchema(schema)),
  }))
}

function json(schema: object) {
  return { 'application/json': { schema } }
}

const idOf = new Map<z.ZodMiniType, string>(
  Object.entries(schemas).map(([name, schema]) => [schema, name]),
)

function refTo(schema: z.ZodMiniType) {
  const name = idOf.get(schema)
  if (name === undefined) throw new Error('Expected every body to be in openapi/schemas.ts.')
  return { $ref: addressOf(name) }
}

function componentSchemas(isClosed: boolean): Record<string, object> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id })
  // As it is sent: what a reader transforms or fills in is its own business.
  const { schemas: made } = z.toJSONSchema(registry, {
    uri: addressOf,
    io: 'input',
    override({ jsonSchema }) {
      if (isClosed && jsonSchema.properties) jsonSchema.additionalProperties ??= false
    },
  })
  return Object.fromEntries(
    Object.entries(made).map(([name, schema]) => [name, withoutAddress(schema)]),
  )
}

function addressOf(name: string): string {
  return `#/components/schemas/${name}`
}

function withoutAddress({ $schema, $id, ...schema }: Record<string, unknown>): object {
  return schema
}
