import { realpath, stat } from 'node:fs/promises'
import { extname, isAbsolute, join, relative } from 'node:path'

/**
 * What pages are made of. Everything else that may lie in a folder (keys,
 * databases, sources, backups, settings as JSON) is not served.
 */
const servedExtensions: ReadonlySet<string> = new Set([
  ...['.html', '.htm', '.css', '.js', '.mjs', '.wasm', '.webmanifest', '.txt', '.xml', '.pdf'],
  ...['.svg', '.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.ico'],
  ...['.woff', '.woff2', '.ttf', '.otf', '.mp3', '.mp4', '.webm'],
])

/**
 * Returns the real path of the file that a folder has for the path of an
 * address, or of the `index.html` of the folder there. Returns `undefined` for
 * names that begin with a dot, for kinds of files that pages are not made of,
 * and for links that lead out of the folder.
 */
export async function findPageFile(folder: string, urlPath: string): Promise<string | undefined> {
  const path = decode(urlPath)
  if (path === undefined || isHidden(path)) return undefined
  try {
    const root = await realpath(folder)
    const found = await realpath(join(root, path))
    const isFolder = (await stat(found)).isDirectory()
    const file = isFolder ? await realpath(join(found, 'index.html')) : found
    return isServed(relative(root, file)) && (await stat(file)).isFile() ? file : undefined
  } catch {
    return undefined
  }
}

function decode(urlPath: string): string | undefined {
  try {
    const path = decodeURIComponent(urlPath)
    return /[\\\0]/.test(path) ? undefined : path
  } catch {
    return undefined
  }
}

/** Checks the real path, relative to the folder: a link's own name does not tell what it leads to. */
function isServed(path: string): boolean {
  const isInside = !isAbsolute(path) && !isHidden(path)
  return isInside && servedExtensions.has(extname(path).toLowerCase())
}

/** `..` is hidden too. */
function isHidden(path: string): boolean {
  return path.split(/[/\\]/).some((name) => name.startsWith('.'))
}
