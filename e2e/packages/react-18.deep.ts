/** The package's types under React 18, which comes from npm's registry or cache. Needs a build. */
import { it } from 'vitest'
import { createProject, pack } from './packed.ts'
import { react18 } from './react-18.ts'
import { runTool } from './run-tool.ts'

it('the types compile with those of React 18', async () => {
  const { folder } = await createProject(await pack('react-18'), 'react', react18)
  await runTool(folder, ['tsc'])
}, 120_000)
