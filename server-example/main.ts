/** The companion server alone, configured by the environment. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { runUntilStopped } from './commands/run-until-stopped.ts'

// From the second start on nothing is compiled again: ready in half the time. Not in the
// system's own place for it, where others of the same machine could put their code.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)))

await runUntilStopped(async () => {
  const [{ readConfig }, { startServer }] = await Promise.all([
    import('./commands/configuration.ts'),
    import('./start-server.ts'),
  ])
  return startServer(readConfig(process.env))
})
