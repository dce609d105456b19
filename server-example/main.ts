/** The companion server alone, configured by the environment. */
import { catalogue } from './catalogue.ts'
import { runCommand } from './command.ts'
import { parseConfig } from './config.ts'
import { startServer } from './start-server.ts'

await runCommand(async () => {
  const parsed = parseConfig(process.env)
  if (!parsed.ok)
    throw new Error(['The configuration is not complete:', ...parsed.problems].join('\n  '))
  return startServer(parsed.config, catalogue)
})
