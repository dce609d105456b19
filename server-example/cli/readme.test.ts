import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { readmeExample } from '../../e2e/support/readme-example.ts'
import { buildTestPackage, type TestPackage, type TestSimulator } from './test-package.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

let tool: TestPackage
let simulator: TestSimulator
beforeAll(async () => {
  tool = await buildTestPackage()
  simulator = await tool.startSimulator()
})
beforeEach(async () => {
  await fetch(`${simulator.url}/_simulator/reset`, { method: 'POST' })
})
afterAll(async () => {
  await simulator.stop()
  tool.remove()
})

const here = () => ({ 'http://localhost:4010': simulator.url })

it('the guide’s way to play a payment without a browser plays one', async () => {
  expect(await shell(readmeExample('simulator-payment', here()))).toMatch(/"status": ?"successful"/)
})

it('the guide’s first source is made', async () => {
  expect(await shell(readmeExample('simulator-source', here()))).toMatch(/"id": ?"src_test_/)
})

it('the guide’s orders to the control API are understood and obeyed', async () => {
  const said = await shell(readmeExample('simulator-control', here()))
  expect(said).not.toMatch(/problem|error/i)
  expect(said).toContain('"mode":"double"')
  expect(said).toContain('"reset":true')
})

it('the guide’s way for Omise’s client for Node leads it here', async () => {
  const program = join(process.cwd(), 'node_modules/omise')
  writeFileSync(
    join(tool.folder, 'shop.cjs'),
    `require(${JSON.stringify(program)})({ secretKey: 'skey_test_simulatorsecretkey1' })
      .account.retrieve().then((account) => console.log(account.object), console.error)`,
  )
  expect(await shell(readmeExample('simulator-node', here()))).toBe('account\n')
})

/** Runs it as somebody who has copied it, and answers what it said. */
async function shell(script: string): Promise<string> {
  const child = spawn('sh', ['-e', '-c', script], {
    cwd: tool.folder,
    env: { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env.PATH}` },
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk
  })
  await once(child, 'close')
  expect(child.exitCode).toBe(0)
  return output
}
