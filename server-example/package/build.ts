/**
 * `npm run build` of the server's package: compiles its entries and what they import into `dist`, one
 * JavaScript and one type file for each source file, in the same folders. The `exports` and the `bin`
 * of `package.json` are the only list of entries: `dist/X.js` is made of `X.ts`. Beside them it writes the
 * OpenAPI document of the HTTP API.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ownVersion } from '../commands/own-version.ts'
import { openApiDocument } from '../openapi/document.ts'
import { entryFiles } from './manifest.ts'

const server = fileURLToPath(new URL('..', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
const dist = `${server}dist/`
const config = `${dist}tsconfig.json`

/** What modules read from beside themselves, as paths from the project's root. */
const assets = ['server-example/simulator/authorize-pages/authorize.css', 'public/merchant']

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)
writeFileSync(config, JSON.stringify(compilerConfig(), null, 2))
const { status } = spawnSync(`${root}node_modules/.bin/tsc`, ['-p', config], { stdio: 'inherit' })
rmSync(config)
if (status !== 0) process.exit(1)
for (const path of assets) cpSync(root + path, dist + path, { recursive: true })
writeFileSync(
  `${dist}server-example/openapi.json`,
  `${JSON.stringify(openApiDocument(ownVersion()), null, 2)}\n`,
)

function compilerConfig() {
  const files = entryFiles(server)
    .filter((path) => path.endsWith('.js'))
    .map((path) => root + path.replace(/^dist\/(.*)\.js$/, '$1.ts'))
  return {
    extends: `${root}tsconfig.json`,
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      allowJs: false,
      paths: {},
      rootDir: root,
      outDir: dist,
    },
    include: [],
    exclude: [],
    files,
  }
}
