import { expect, it } from 'vitest'
import { readCommand } from './command-line.ts'

it.each([
  ['', { kind: 'help' }],
  ['--help', { kind: 'help' }],
  ['-h', { kind: 'help' }],
  ['--version', { kind: 'version' }],
  ['-v', { kind: 'version' }],
  ['simulator', { kind: 'simulator', args: [] }],
  ['simulator --port 1 --help', { kind: 'simulator', args: ['--port', '1', '--help'] }],
])('reads "%s"', (text, command) => {
  expect(readCommand(text === '' ? [] : text.split(' '))).toEqual(command)
})

it.each(['simlator', '--simulator', 'constructor', '__proto__'])('does not know %s', (word) => {
  expect(readCommand([word])).toMatchObject({
    kind: 'problem',
    message: expect.stringContaining(JSON.stringify(word)),
  })
})
