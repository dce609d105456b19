import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin, UserConfig } from 'vite'

/** An absolute path, from one in the repository. */
export const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

export const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'))

export const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

// Chrome 94, Firefox 93, Safari 16.4 and newer: older targets cost every buyer 10 kB of helpers.
export const target = 'es2022'

/** What all builds of the widget's scripts begin with. */
export const common = {
  configFile: false,
  root: at(''),
  logLevel: 'warn',
  define: { __VERSION__: JSON.stringify(version) },
  oxc,
  publicDir: false,
  build: { outDir: at('dist'), emptyOutDir: false, target },
} as const satisfies UserConfig & { configFile: false }

/** A classic script runs on pages of any charset (Thai ones in TIS-620 too), so it holds nothing but ASCII. A module is UTF-8. */
export function asciiOnly(): Plugin {
  return {
    name: 'ascii-only',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk')
          file.code = file.code.replace(
            /[^\0-\x7f]/g,
            (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
          )
    },
  }
}
