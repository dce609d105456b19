/** The server's own metrics, as `metrics.ts` registers them. */
import { readFileSync } from 'node:fs'
import { table } from './table.ts'

export function metricsTable(): string {
  const source = readFileSync('server-example/metrics/metrics.ts', 'utf8')
  const registered = source.matchAll(
    /new (\w+)\({\s+name: '(\w+)',\s+help:\s+'([^']+)',(?:\s+labelNames: \[([^\]]*)\])?/g,
  )
  const rows = Array.from(registered, ([, kind = '', name = '', help = '', labels = '']) => [
    `\`${name}\``,
    kind.toLowerCase(),
    labels.replaceAll(/'(\w+)'/g, '`$1`'),
    help,
  ])
  return table(['name', 'kind', 'labels', 'what'], rows)
}
