import { whenIdle } from './when-idle.ts'

/**
 * A module that stands beside the script, under this name, and holds exactly
 * this. Where files share code, what is meant is one `part` of it.
 */
export type FilePlace = {
  readonly file: string
  readonly integrity: string
  readonly part?: string
}

/** A connection that hangs is worse than one that breaks. */
const patienceMs = 20_000

/** Known only while the script runs for the first time. */
const { currentScript } = document
const script = currentScript instanceof HTMLScriptElement ? currentScript : undefined

/**
 * Imports a module from the place that the script itself came from, whatever
 * page it is on. A browser checks no `import()`, but the preloaded content that
 * it uses: another content than the script was built with is not run. (Safari
 * before 17 and Firefox before 115 preload no modules, and check nothing.)
 *
 * `attempt` counts from 0. A browser may keep a failure with its address: every
 * further attempt asks for another. What the module needs to run comes meanwhile,
 * and it is run between two keys of the buyer rather than before the second.
 */
export async function importFile(
  { file, integrity, part }: FilePlace,
  attempt: number,
  bringFoundation?: () => Promise<unknown>,
): Promise<unknown> {
  const url = new URL(file, script?.src || document.baseURI)
  if (attempt > 0) url.search = `?again=${attempt}`
  await Promise.all([preload(url.href, integrity), bringFoundation?.()])
  await whenIdle()
  const module: unknown = await import(/* @vite-ignore */ url.href)
  return part && typeof module === 'object' && module !== null ? Reflect.get(module, part) : module
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
