/** A page's own script as a production build makes it: one file, minified, without what is not used. */
import { dirname } from 'node:path'
import { build } from 'vite'

export type Bundle = {
  readonly script: string
  /** Every style sheet that was imported, in one. */
  readonly style?: string
}

export async function bundle(path: string): Promise<Bundle> {
  const result = await build({
    root: dirname(path),
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      // Or the script would put the styles into the page.
      cssCodeSplit: false,
      rolldownOptions: { input: path, output: { format: 'iife' } },
    },
  })
  if (!('output' in result)) throw new Error(`Expected one bundle of ${path}.`)
  const [chunk, style, ...more] = result.output
  if (style === undefined) return { script: chunk.code }
  if (more.length > 0 || style.type === 'chunk' || !style.fileName.endsWith('.css'))
    throw new Error(
      `Expected one script and at most one style sheet of ${path}, got ${result.output.map(({ fileName }) => fileName).join(', ')}.`,
    )
  return { script: chunk.code, style: style.source.toString() }
}
