/**
 * Builds the script in two files. Rolldown cuts them as modules: the entry and
 * what it imports later. But the first is run as a classic script, which can
 * neither export nor be imported, so that the two are joined here by a name on
 * the page instead.
 */
import { createHash } from 'node:crypto'
import type { Plugin, Rolldown } from 'vite'

/** The second file's name holds its content's hash: a first file never gets the second of another build. */
export const secondFileName = /^truemoney-checkout-pay\.[0-9a-f]{8}\.js$/

export function integrityOf(content: string | Uint8Array): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`
}

export function twoFiles(): Plugin {
  return {
    name: 'two-files',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const first = only(chunks, ({ isEntry }) => isEntry, 'entry')
      const second = only(chunks, ({ isDynamicEntry }) => isDynamicEntry, 'module imported later')
      if (chunks.length > 2) throw new Error(`Expected two files, got ${Object.keys(bundle)}.`)

      // Of this very build: two versions on one page share nothing.
      const shared = `globalThis[${JSON.stringify(`tmn:${hashOf(first.code)}`)}]`
      const content = withoutImports(second, first, shared)
      const file = `truemoney-checkout-pay.${hashOf(content)}.js`
      delete bundle[second.fileName]
      this.emitFile({ type: 'asset', fileName: file, source: content })
      first.code = asScript(first, second, shared, { file, integrity: integrityOf(content) })
    },
  }
}

function only(
  chunks: Rolldown.OutputChunk[],
  is: (chunk: Rolldown.OutputChunk) => boolean,
  name: string,
): Rolldown.OutputChunk {
  const [found, another] = chunks.filter(is)
  if (found && !another) return found
  throw new Error(`Expected one ${name}, got ${chunks.map(({ fileName }) => fileName).join(', ')}.`)
}

/** `import{a as b}from"./first.js"` → `const{a:b}=…` */
function withoutImports(
  second: Rolldown.OutputChunk,
  first: Rolldown.OutputChunk,
  shared: string,
): string {
  const written = new RegExp(`^import\\{([^}]*)\\}from"\\./${first.fileName}";`).exec(second.code)
  const names = written?.[1]
  if (written === null || names === undefined || second.imports.length !== 1)
    throw new Error(`Expected one import from the first file, got ${second.code.slice(0, 200)}.`)
  return `const{${names.replaceAll(' as ', ':')}}=${shared};${second.code.slice(written[0].length)}`
}

/** `export{a as b}` → `…={b:a}`, the import → where the file is, and no name left outside. */
function asScript(
  first: Rolldown.OutputChunk,
  second: Rolldown.OutputChunk,
  shared: string,
  place: { file: string; integrity: string },
): string {
  const written = /export\{([^}]*)\};?\s*$/.exec(first.code)
  const names = written?.[1]
  const later = `import(\`./${second.fileName}\`)`
  const [before, after, ...more] = first.code.slice(0, written?.index).split(later)
  if (names === undefined || before === undefined || after === undefined || more.length > 0)
    throw new Error(`Expected exports and one ${later}, got ${first.code.slice(-200)}.`)
  const swapped = names.replaceAll(/([^,]+?) as ([^,]+)/g, '$2:$1')
  return `(()=>{${before}Promise.resolve(${JSON.stringify(place)})${after}${shared}??={${swapped}}})();`
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 8)
}
