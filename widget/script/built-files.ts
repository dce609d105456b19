import type { LoadFile } from '../first/later-files.ts'
import { whenIdle } from '../first/when-idle.ts'

/**
 * The built later files by name, as `widget/build/script.ts` writes it: the hash
 * in the file's name, the SHA-256 of its content, and what other files it needs.
 */
export type BuiltFiles = Readonly<Record<string, readonly [string, string, ...string[]]>>

/** A later file: a CommonJS module as the default export of an ES module. */
type CommonJs = (require: (name: string) => unknown, exports: object) => void

/** A connection that hangs is worse than one that breaks. */
const patienceMs = 20_000

/** Known only while the script runs for the first time. */
const { currentScript } = document
const script = currentScript instanceof HTMLScriptElement ? currentScript : undefined

/**
 * Loads later files from the place that the script itself came from, whatever
 * page it is on. They share modules with each other and with the first file
 * (`shared`) by `require`: a static import could neither name a module of a
 * classic script nor be tried again, because a browser may keep a failed
 * import with its address.
 */
export function loadBuiltFiles(
  files: BuiltFiles,
  shared: Readonly<Record<string, unknown>>,
): LoadFile {
  const exported = new Map<string, unknown>(Object.entries(shared))
  const arriving = new Map<string, Promise<CommonJs>>()
  const failures = new Map<string, number>()

  const fetchFile = (file: string, integrity: string): Promise<CommonJs> => {
    const failed = failures.get(file) ?? 0
    const found =
      arriving.get(file) ??
      importFile(file, integrity, failed).catch((thrown) => {
        arriving.delete(file)
        failures.set(file, failed + 1)
        throw thrown
      })
    arriving.set(file, found)
    return found
  }
  const load = async (name: string): Promise<unknown> => {
    const [hash, integrity, ...needs] = files[name] ?? []
    const file = `./truemoney-checkout-${name}.${hash}.js`
    const [run] = await Promise.all([fetchFile(file, `sha256-${integrity}`), ...needs.map(load)])
    // It runs between two keys of the buyer rather than before the second.
    await whenIdle()
    if (!exported.has(file)) {
      const exports = {}
      run((required) => exported.get(required), exports)
      exported.set(file, exports)
    }
    return exported.get(file)
  }
  return load
}

/**
 * A browser checks no `import()`, but the preloaded content that it uses: a file
 * of another content than the script was built with is not run. (Safari before 17
 * and Firefox before 115 preload no modules, and check nothing.)
 */
async function importFile(file: string, integrity: string, failures: number): Promise<CommonJs> {
  const url = new URL(file, script?.src || document.baseURI)
  if (failures > 0) url.search = `?again=${failures}`
  await preload(url.href, integrity)
  const module: { default?: unknown } = await import(/* @vite-ignore */ url.href)
  const run = module.default
  if (typeof run !== 'function') throw new Error(`Expected ${file} of this build, got another.`)
  return (require, exports) => void run(require, exports)
}

function preload(href: string, integrity: string): Promise<unknown> {
  const link = document.createElement('link')
  if (!link.relList.supports('modulepreload')) return Promise.resolve()
  link.rel = 'modulepreload'
  link.integrity = integrity
  // A page whose policy names its scripts by a nonce means this one too.
  if (script?.nonce) link.nonce = script.nonce
  link.href = href

  let timer: ReturnType<typeof setTimeout> | undefined
  return new Promise((resolve, reject) => {
    timer = setTimeout(reject, patienceMs)
    link.onload = resolve
    link.onerror = reject
    document.head.append(link)
  }).finally(() => {
    clearTimeout(timer)
    link.remove()
  })
}
