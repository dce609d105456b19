/**
 * `npm run dev`: the demo with reload. Pages and widget come from Vite as they
 * are in the editor; server and simulator start again at every change.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { runUntilStopped } from '../commands/run-until-stopped.ts'

const pagesPort = 3000
const serverPort = 3001

await runUntilStopped(async () => {
  const pages = await createServer({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    server: { port: pagesPort },
  })
  await pages.listen()
  const server = spawn(
    process.execPath,
    ['--watch', '--watch-preserve-output', fileURLToPath(new URL('main.ts', import.meta.url))],
    {
      stdio: 'inherit',
      env: {
        // The same for every start, so that the merchant's page stays signed in.
        MERCHANT_TOKEN: randomBytes(24).toString('base64url'),
        ...process.env,
        PORT: String(serverPort),
        PUBLIC_URL: `http://localhost:${pagesPort}`,
      },
    },
  )
  return {
    async close() {
      server.kill('SIGTERM')
      await pages.close()
    },
  }
})
