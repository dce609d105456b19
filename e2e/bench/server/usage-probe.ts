/**
 * Loaded before a program that is measured (`node --import`): answers over the
 * process's channel what it has used so far. The program does not know.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

process.on('message', (wish) => {
  if (wish === 'usage and heap' && typeof collectGarbage === 'function') collectGarbage()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  process.send?.({ cpuMicros: user + system, rssBytes: rss, heapBytes: heapUsed })
})

// Nothing outlives the bench, however that ends.
process.on('disconnect', () => process.exit())
