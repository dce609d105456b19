/** The playground's code for Preact and React, as it is copied into a merchant's project. */
import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { browserCode } from '../../server-example/playground/browser-code.ts'
import { createProject, pack } from './packed.ts'
import { runTool } from './run-tool.ts'

it('compiles in each of its two frameworks, with every option', async () => {
  const packed = await pack('playground')
  for (const way of ['preact', 'react'] as const) {
    const { folder } = await createProject(packed, way, { name: `playground-${way}` })
    const files = browserCode({
      way,
      amount: 12_345,
      locale: 'ja',
      theme: 'dark',
      accent: '#ff7a00',
    })
    expect(files.map(({ name }) => name)).toEqual(['pay.tsx', 'pay.css'])
    for (const { name, code } of files) writeFileSync(`${folder}/src/${name}`, code)
    writeFileSync(`${folder}/src/main.tsx`, `import './pay.tsx'\n`)
    writeFileSync(`${folder}/src/css.d.ts`, `declare module '*.css'\n`)
    await runTool(folder, ['tsc'])
  }
}, 120_000)
