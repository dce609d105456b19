import { writeFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'vite'
import type { Project } from './packed.ts'

export type Bundle = {
  /** Paths of the modules of which something is left, from the last `node_modules/` on. */
  readonly modules: readonly string[]
  readonly brotliBytes: number
}

/** Bundles a few lines as a merchant's Vite would; `external` is left to the page. */
export async function bundle(
  { folder }: Project,
  code: string,
  external: readonly RegExp[] = [],
): Promise<Bundle> {
  const name = `entry-${Buffer.from(code).toString('hex').slice(-40)}`
  writeFileSync(`${folder}/${name}.js`, code)
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: `${folder}/${name}.js`,
        external: [...external],
        preserveEntrySignatures: 'strict',
      },
    },
  })
  if (!('output' in result)) throw new Error('Expected one bundle.')
  const chunks = result.output.filter((file) => file.type === 'chunk')
  const modules = chunks
    .flatMap(({ modules }) => Object.entries(modules))
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([id]) => id.replace(/^.*\/node_modules\//, ''))
  const all = chunks.map(({ code }) => code).join('\n')
  return { modules, brotliBytes: brotliCompressSync(all).length }
}
