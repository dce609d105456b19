import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { bugs } from '../faults/planted.ts'
import { simulatedBugs } from './planted-bugs.ts'

const changes = [...bugs, ...simulatedBugs].flatMap(({ name, changes }) =>
  changes.map((change) => ({ name, ...change })),
)

it.each(changes)('the text that bug $name replaces stands once in $file', ({ file, is }) => {
  expect(readFileSync(file, 'utf8').split(is)).toHaveLength(2)
})
