/** What continuous integration runs, one after the other, and one total as its last line. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Count, countSaid, printTotal } from './count.ts'

const counts = [await play('test'), await play('test:deep'), await play('test:engines')]
console.log('\n— npm test, npm run test:deep and npm run test:engines')
process.exitCode = printTotal(counts)

/** Runs a script of package.json, and counts what its last line says. */
async function play(script: string): Promise<Count> {
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk)
    said += chunk
  })
  await once(child, 'close')
  return countSaid(said, child.exitCode === 0)
}
