#!/usr/bin/env node
/** The command `truemoney-checkout-server`. */
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { problemOfNode } from './node-version.ts'
import { runCommandLine } from './run-command-line.ts'

// From the second start on nothing is compiled again: ready in half the time. Not in the
// system's own place for it, where others of the same machine could put their code.
// Node 20 has none, and gets as far as the sentence that names the Node that is needed.
module.enableCompileCache?.(
  fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url)),
)

const problem = problemOfNode(process.versions.node)
if (problem === undefined) process.exitCode = await runCommandLine(process.argv.slice(2))
else {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}
