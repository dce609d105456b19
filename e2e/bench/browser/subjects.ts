/**
 * The pages that are measured beside each other: one script each, that puts a
 * form for a phone number into the same page. Another widget that is installed
 * joins by a line in `subjects`.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { firstFile, laterFiles } from '../../built-script.ts'

export type Subject = {
  readonly name: string
  readonly script: string
  /** Files that the script loads later, from beside itself, by name. */
  readonly later?: Readonly<Record<string, string>>
  /** Where the script puts its form. */
  readonly place: string
}

export const ourName = 'widget'
export const handWrittenName = 'hand-written'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const emptyPlace = '<div id="pay"></div>'
/** Nothing answers there: whoever calls before the buyer has typed is found out. */
const nowhere = 'http://127.0.0.1:9'
const ourPlace = `<div id="pay" data-tmn-checkout data-tmn-public-key="pkey_test_5fxbench00000001"
  data-tmn-order-id="ord_bench" data-tmn-order-token="token" data-tmn-amount="100000"
  data-tmn-omise-url="${nowhere}" data-tmn-locale="en"></div>`

/** Reads and builds them. The widget is taken as `npm run build` has left it. */
export async function subjects(): Promise<readonly Subject[]> {
  return [
    {
      name: handWrittenName,
      script: await minified('../baselines/hand-written.js'),
      place: emptyPlace,
    },
    {
      name: 'Preact floor',
      script: await minified('../baselines/preact-form.tsx'),
      place: emptyPlace,
    },
    {
      name: ourName,
      script: built(firstFile),
      later: Object.fromEntries(laterFiles().map((name) => [name, built(name)])),
      place: ourPlace,
    },
  ]
}

function built(name: string): string {
  return readFileSync(here(`../../../dist/${name}`), 'utf8')
}

async function minified(path: string): Promise<string> {
  const result = await build({
    root: here('..'),
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: here(path), output: { format: 'iife' } },
    },
  })
  if (!('output' in result)) throw new Error(`Expected one bundle of ${path}.`)
  const [chunk] = result.output
  if (chunk === undefined || result.output.length !== 1)
    throw new Error(`Expected one file of ${path}.`)
  return chunk.code
}
