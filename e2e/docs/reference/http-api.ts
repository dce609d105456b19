/** The server's HTTP API: its OpenAPI document as Markdown. */

import { serverProblemStatus } from '../../../server-example/http/request/problem.ts'
import { openApiDocument, operations } from '../../../server-example/openapi/document.ts'
import type { Operation } from '../../../server-example/openapi/operation.ts'
import { schemas } from '../../../server-example/openapi/schemas.ts'
import { fieldsOf, typeOf } from './json-schema.ts'
import { table } from './table.ts'

const callers: Record<Operation['caller'], string> = {
  anybody: 'Called by anybody.',
  buyer: 'Called by the buyer’s page, with `Authorization: Bearer` and the order’s token.',
  merchant: 'Called by your shop, with `Authorization: Bearer` and `MERCHANT_TOKEN`.',
  omise: 'Called by Omise, signed.',
}

/** Returns a section for each operation. */
export function httpOperations(): string {
  return operations.map(section).join('\n\n')
}

/** Returns a section for each body that is sent or returned. */
export function httpBodies(): string {
  const { components } = openApiDocument('0.0.0')
  return Object.entries(components.schemas)
    .map(([name, schema]) => {
      const fields = fieldsOf(schema)
      const shown =
        fields.length === 0
          ? `${typeOf(schema)}.`
          : table(
              ['field', 'type', ''],
              fields.map(({ name, type, isRequired }) => [
                `\`${name}\``,
                type,
                isRequired ? '' : 'optional',
              ]),
            )
      return `### ${name}\n\n${shown}`
    })
    .join('\n\n')
}

function section(operation: Operation): string {
  const { method, path, summary, caller, body } = operation
  const parameters = Object.entries({ ...operation.query, ...operation.headers })
  const places = Object.keys(operation.query ?? {})
  return [
    `### ${method.toUpperCase()} ${path}`,
    `${summary}. ${callers[caller]}`,
    body && `Body: ${linkTo(nameOf(body))}.`,
    parameters.length > 0 &&
      table(
        ['parameter', 'in', 'meaning'],
        parameters.map(([name, { description }]) => [
          `\`${name}\``,
          places.includes(name) ? 'query' : 'header',
          description,
        ]),
      ),
    table(['status', 'returns'], responses(operation)),
    refusals(operation),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function responses({ answers }: Operation): readonly (readonly string[])[] {
  return Object.entries(answers).map(([status, { description, schema }]) => [
    status,
    schema === undefined ? description : `${description}: ${linkTo(nameOf(schema))}`,
  ])
}

/** Those of this operation alone; the page says which any call may get. */
function refusals({ problems, otherStatus = {} }: Operation): string | false {
  const named = problems.map((code) => {
    const statuses = [serverProblemStatus[code], otherStatus[code]].filter(Boolean)
    return `\`${code}\` (${statuses.join(' or ')})`
  })
  return named.length > 0 && `Refuses with ${named.join(', ')}.`
}

function nameOf(body: unknown): string {
  const found = Object.entries(schemas).find(([, schema]) => schema === body)
  if (found === undefined) throw new Error('Expected every body to be in openapi/schemas.ts.')
  return found[0]
}

function linkTo(name: string): string {
  return `[${name}](#${name.toLowerCase()})`
}
