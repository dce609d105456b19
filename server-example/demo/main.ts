/** `npm start`: the demo on its two ports. No keys, no account, no network. */
import { runUntilStopped } from '../commands/run-until-stopped.ts'
import { startDemo } from './start-demo.ts'

await runUntilStopped(async () => {
  const port = portOf('PORT', 3000)
  const simulatorPort = portOf('SIMULATOR_PORT', 4010)
  const demo = await startDemo({ port, simulatorPort, env: process.env }).catch(
    (error: unknown) => {
      if (!isTaken(error, simulatorPort)) throw error
      throw new Error(
        `Port ${simulatorPort} is taken. Stop what uses it, or choose another for the simulator: SIMULATOR_PORT=${simulatorPort + 1} npm start`,
      )
    },
  )
  const { publicUrl, simulatorUrl, merchantToken } = demo
  console.log(`
  Playground     ${publicUrl}/playground/
  Demo shop      ${publicUrl}
  npm example    ${publicUrl}/npm/
  Guide          ${publicUrl}/guide/
  Merchant       ${publicUrl}/merchant/#token=${encodeURIComponent(merchantToken)}
  Omise, played  ${simulatorUrl}  (what it can do: ${simulatorUrl}/_simulator/state)

  Begin with the playground: pay with any Thai mobile number, for instance 081-234-5678,
  and look at what goes over the wire. On the next page you decide how the payment ends.
  Ctrl-C ends it; orders and charges are forgotten with it.
`)
  return demo
})

function isTaken(error: unknown, port: number): boolean {
  if (!(error instanceof Error && 'code' in error && 'port' in error)) return false
  return error.code === 'EADDRINUSE' && error.port === port
}

function portOf(name: string, standard: number): number {
  const text = process.env[name]
  if (text === undefined || text === '') return standard
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new Error(`${name}: expected a port from 1 to 65535, got ${JSON.stringify(text)}.`)
  return Number(text)
}
