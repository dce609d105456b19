/** The demo as `npm start` runs it. */
import { freePort, startCommand } from '../runners/process.ts'

export type Demo = Awaited<ReturnType<typeof startDemo>>

export async function startDemo() {
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const env = { PORT: String(port), SIMULATOR_PORT: String(simulatorPort) }
  const { stop } = await startCommand(['node', 'server-example/demo/main.ts'], env, (output) =>
    output.includes('Ctrl-C'),
  )
  return {
    url: `http://localhost:${port}`,
    simulatorUrl: `http://localhost:${simulatorPort}`,
    stop,
  }
}
