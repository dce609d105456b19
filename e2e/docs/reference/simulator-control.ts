/** The simulator's control API, as the comment at the top of `control.ts` lists it. */
import { listInFirstComment } from './comments.ts'
import { table } from './table.ts'

export function simulatorControlTable(): string {
  const rows = listInFirstComment('server-example/simulator/control.ts').map((item) => {
    const end = item.indexOf('`: ')
    return [item.slice(0, end + 1), item.slice(end + 3)]
  })
  return table(['request', 'does'], rows)
}
