/**
 * Builds the script of several files. The later ones are built first, as
 * CommonJS with the bundler's own code splitting, because the first one holds
 * their names and hashes. Modules that the first one has are not in them: they
 * `require` these from it.
 */
import { createHash } from 'node:crypto'
import { build, type Plugin, type Rolldown } from 'vite'
import type { BuiltFiles } from '../script/built-files.ts'
import { sharedNames } from '../script/shared-names.ts'
import { asciiOnly, at, common } from './common.ts'

const laterEntries = {
  pay: 'widget/script/pay-file.ts',
  clients: 'widget/script/clients-file.ts',
  overlay: 'widget/script/overlay-file.ts',
  qr: 'widget/script/qr-file.ts',
  advice: 'widget/script/advice-file.ts',
  th: 'widget/locales/th.ts',
  en: 'widget/locales/en.ts',
  ja: 'widget/locales/ja.ts',
}

export async function buildScript(): Promise<void> {
  await buildFirst(builtFiles(await buildLater()))
}

async function buildLater(): Promise<Rolldown.OutputChunk[]> {
  const file = 'truemoney-checkout-[name].[hash].js'
  const result = await build({
    ...common,
    plugins: [requiredFromFirst()],
    build: {
      ...common.build,
      lib: { entry: laterEntries, formats: ['cjs'] },
      rolldownOptions: {
        // Other files take what they share with the payment from its own file.
        preserveEntrySignatures: 'allow-extension',
        output: {
          minify: true,
          entryFileNames: file,
          chunkFileNames: file,
          hashCharacters: 'hex',
          codeSplitting: { groups: [{ name: 'pay', test: /pay-file\.ts$/ }] },
          // An ES module, so that pages with Trusted Types may import it.
          postBanner: 'export default (require, exports) => {',
          postFooter: '}',
        },
      },
    },
  })
  return chunksOf(result)
}

async function buildFirst(files: BuiltFiles): Promise<void> {
  await build({
    ...common,
    define: { ...common.define, __LATER_FILES__: JSON.stringify(files) },
    plugins: [asciiOnly()],
    build: {
      ...common.build,
      lib: {
        entry: at('widget/script-tag.ts'),
        formats: ['iife'],
        name: 'TrueMoneyCheckoutScript',
        fileName: () => 'truemoney-checkout.js',
      },
      rolldownOptions: { output: { minify: true } },
    },
  })
}

/** Leaves modules that the first file shares out of the later ones, which require them by name. */
function requiredFromFirst(): Plugin {
  const shared = new Map(sharedNames.map((name) => [at(`widget/${name}.ts`), name]))
  return {
    name: 'required-from-first',
    enforce: 'pre',
    async resolveId(source, importer) {
      const found = await this.resolve(source, importer, { skipSelf: true })
      const id = found && shared.get(found.id)
      return id === undefined || id === null ? null : { id, external: true }
    },
  }
}

function builtFiles(chunks: readonly Rolldown.OutputChunk[]): BuiltFiles {
  const files = chunks.map(({ name, fileName, imports, code }) => {
    const needs = chunks.filter((other) => imports.includes(other.fileName))
    const [, hash = ''] = fileName.split('.')
    const integrity = createHash('sha256').update(code).digest('base64')
    return [name, [hash, integrity, ...needs.map((other) => other.name)]] as const
  })
  return Object.fromEntries(files)
}

function chunksOf(result: Awaited<ReturnType<typeof build>>): Rolldown.OutputChunk[] {
  if (!('output' in result) && !Array.isArray(result)) throw new Error('Expected a finished build.')
  return [result]
    .flat()
    .flatMap(({ output }) => output)
    .filter((file) => file.type === 'chunk')
}
