/**
 * Builds the script in several files. Rolldown cuts them as modules: the entry,
 * and what it imports later. But the first is run as a classic script, which can
 * neither export nor be imported, and the others may be asked for again under
 * another address. So files take what they share from a name on the page.
 */
import { createHash } from 'node:crypto'
import type { Plugin, Rolldown } from 'vite'

/** A later file's name holds its content's hash: a first file never gets one of another build. */
export const laterFileName = /^truemoney-checkout-[a-z]+\.[0-9a-f]{8}\.js$/

/** What the first file holds, and the one that others are built on: neither is cut further. */
export const codeSplitting: Rolldown.CodeSplittingOptions = {
  groups: [
    { name: 'first', priority: 2, test: /widget\/script-tag\.ts$|rolldown\/runtime/ },
    { name: 'pay', priority: 1, test: /widget\/script\/pay-file\.ts$/ },
  ],
}

export function integrityOf(content: string | Uint8Array, algorithm = 'sha384'): string {
  return `${algorithm}-${createHash(algorithm).update(content).digest('base64')}`
}

/** Where a later file is, as `first/import-file.ts` reads it. */
type Place = { file: string; integrity: string }

export function severalFiles(): Plugin {
  return {
    name: 'several-files',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const first = chunks.find(({ isEntry }) => isEntry)
      if (!first) throw new Error(`Expected an entry, got ${Object.keys(bundle).join(', ')}.`)

      // Of this very build: two versions on one page share nothing.
      const shared = `globalThis[${JSON.stringify(`tmn:${hashOf(chunks.map(({ code }) => code).join())}`)}]`
      const places = new Map<string, Place>()
      for (const chunk of chunks) {
        if (chunk === first) continue
        const content = asLaterFile(chunk, chunks, shared)
        const file = `truemoney-checkout-${nameOf(chunk)}.${hashOf(content)}.js`
        if (!laterFileName.test(file)) throw new Error(`Expected another name than ${file}.`)
        places.set(chunk.fileName, { file, integrity: integrityOf(content, 'sha256') })
        delete bundle[chunk.fileName]
        this.emitFile({ type: 'asset', fileName: file, source: content })
      }
      first.code = asScript(first, places, shared)
    },
  }
}

/** `pay-file` → `pay` */
function nameOf({ name }: Rolldown.OutputChunk): string {
  return name.replace(/-file$/, '')
}

/** Takes its imports from the name on the page, and puts there what others import of it. */
function asLaterFile(
  chunk: Rolldown.OutputChunk,
  chunks: readonly Rolldown.OutputChunk[],
  shared: string,
): string {
  const code = withoutImports(chunk, chunks, shared)
  const isShared = chunks.some(({ imports }) => imports.includes(chunk.fileName))
  return isShared ? `${code}${shared}.${nameOf(chunk)}=${exportsOf(chunk).object};` : code
}

/** `import{a as b}from"./pay.js"` → `const{a:b}=….pay` */
function withoutImports(
  chunk: Rolldown.OutputChunk,
  chunks: readonly Rolldown.OutputChunk[],
  shared: string,
): string {
  let { code } = chunk
  for (const file of chunk.imports) {
    const from = chunks.find(({ fileName }) => fileName === file)
    const written = new RegExp(`import\\{([^}]*)\\}from"\\./${file}";`).exec(code)
    if (!from || written?.[1] === undefined)
      throw new Error(`Expected an import from ${file}, got ${code.slice(0, 200)}.`)
    const name = from.isEntry ? 'first' : nameOf(from)
    const names = written[1].replaceAll(' as ', ':')
    code = code.replace(written[0], () => `const{${names}}=${shared}.${name};`)
  }
  return code
}

/** No export, no import but the places of files, and no name left outside. */
function asScript(
  first: Rolldown.OutputChunk,
  places: ReadonlyMap<string, Place>,
  shared: string,
): string {
  const { object, written } = exportsOf(first)
  let code = first.code.replace(written, '')
  for (const [fileName, place] of places) {
    const imported = new RegExp(
      `import\\(\`\\./${fileName}\`\\)(?:\\.then\\(\\w+=>\\w+\\.(\\w+)\\))?`,
    ).exec(code)
    if (!imported) throw new Error(`Expected an import of ${fileName} in the first file.`)
    const found = { ...place, ...(imported[1] !== undefined && { part: imported[1] }) }
    code = code.replace(imported[0], () => `Promise.resolve(${JSON.stringify(found)})`)
  }
  return `(()=>{${code}${shared}??={first:${object}}})();`
}

/** `export{a as b}`, and the same as an object: `{b:a}` */
function exportsOf({ code, fileName }: Rolldown.OutputChunk): { object: string; written: string } {
  const found = /export\{([^}]*)\};?\s*$/.exec(code)
  if (found?.[1] === undefined)
    throw new Error(`Expected exports at the end of ${fileName}, got ${code.slice(-200)}.`)
  return {
    object: `{${found[1].replaceAll(/([^,]+?) as ([^,]+)/g, '$2:$1')}}`,
    written: found[0],
  }
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 8)
}
