/** `npx truemoney-checkout`: built into `dist/cli`, so that it runs without this project around it. */
import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { endWithNpm } from '../runtime/end-with-npm.ts'
import { runSimulator } from '../simulator/run-simulator.ts'
import { readCommand, usage } from './command-line.ts'

const command = readCommand(process.argv.slice(2))
switch (command.kind) {
  case 'simulator':
    endWithNpm()
    await runSimulator(command.args, 'truemoney-checkout simulator')
    break
  case 'help':
    process.stdout.write(`${usage}\n`)
    break
  case 'version':
    process.stdout.write(`${version()}\n`)
    break
  case 'problem':
    process.stderr.write(`${command.message}\n`)
    process.exitCode = 1
}

/** The package's, which is as far above the built file as above this one. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
