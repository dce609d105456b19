import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

/**
 * Three builds, chosen by `--mode`, two kinds of tests and a development server:
 * - `script`: the widget as one file for a script tag, everything bundled
 * - `npm`: the package's modules; libraries are left to whoever installs it
 * - `pages`: the demo page that uses the npm package, bundled as a merchant would
 */
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const define = { __VERSION__: JSON.stringify(version) }
// Chrome 94, Firefox 93, Safari 16.4 and newer: older targets cost every buyer 10 kB of helpers.
const target = 'es2022'
const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

const builds: Record<string, UserConfig> = {
  script: {
    define,
    oxc,
    publicDir: false,
    plugins: [asciiOnly()],
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      target,
      lib: {
        entry: at('widget/script-tag.ts'),
        formats: ['iife'],
        name: 'TrueMoneyCheckoutScript',
        fileName: () => 'truemoney-checkout.js',
      },
    },
  },
  npm: {
    define,
    oxc,
    publicDir: false,
    plugins: [styleSheet()],
    build: {
      outDir: 'dist/lib',
      emptyOutDir: true,
      minify: false,
      target,
      lib: {
        entry: { index: at('widget/index.ts'), contract: at('widget/contract.ts') },
        formats: ['es'],
      },
      rolldownOptions: { external: [/^preact/, /^@preact\//, 'ky', /^zod/] },
    },
  },
  pages: {
    root: at('public/npm'),
    base: '/npm/',
    oxc,
    publicDir: false,
    build: { outDir: at('dist/npm'), emptyOutDir: true, target },
  },
}

const development: UserConfig = {
  root: at('public'),
  define,
  oxc,
  publicDir: false,
  appType: 'mpa',
  resolve: {
    alias: {
      'truemoney-checkout/styles.css': at('widget/ui/checkout.css'),
      'truemoney-checkout/contract': at('widget/contract.ts'),
      'truemoney-checkout': at('widget/index.ts'),
    },
  },
  plugins: [scriptFromSource()],
  server: {
    port: 3000,
    strictPort: true,
    fs: { allow: [at('.')] },
    proxy: Object.fromEntries(
      ['/api', '/webhooks', '/checkout/return', '/healthz', '/readyz'].map((path) => [
        path,
        'http://localhost:3001',
      ]),
    ),
  },
}

const tests = (...include: string[]) => ({ define, oxc, test: { include } })

/** The script runs on pages of any charset (Thai ones in TIS-620 too), so it holds nothing but ASCII. */
function asciiOnly(): Plugin {
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

/** The widget's styles as a file, for who renders the component without `mount`. */
function styleSheet(): Plugin {
  return {
    name: 'widget-style-sheet',
    generateBundle() {
      const source = readFileSync(at('widget/ui/checkout.css'), 'utf8')
      this.emitFile({ type: 'asset', fileName: 'styles.css', source })
    },
  }
}

/** In development the pages' script tag gets the widget's source, so that a change shows at once. */
function scriptFromSource(): Plugin {
  return {
    name: 'widget-script-from-source',
    transformIndexHtml: (html) =>
      html.replace(
        'src="/truemoney-checkout.js" defer',
        `type="module" src="/@fs${at('widget/script-tag.ts')}"`,
      ),
  }
}

export default defineConfig(({ command, mode }) => {
  if (mode === 'test') return tests('{widget,server-example,e2e}/**/*.test.{ts,tsx}')
  if (mode === 'live') return tests('server-example/omise/client.live.ts')
  return command === 'serve' ? development : (builds[mode] ?? {})
})
