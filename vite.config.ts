import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { cliBuild } from './server-example/cli/build.ts'
import { codeSplitting, integrityOf, laterFileName, severalFiles } from './widget/script/build.ts'

/**
 * Builds, chosen by `--mode`, kinds of tests and a development server:
 * - `script`: the widget for a script tag, the form in its first file, the payment in others
 * - `omise-compatible`: the same in one file for pages that were written for Omise.js
 * - `element`: `<truemoney-checkout>` as one module, everything bundled
 * - `npm`: the package's modules; libraries are left to whoever installs it
 * - `cli`: the command of the package, for a Node that does not run TypeScript
 * - `pages`: the demo page that uses the npm package, bundled as a merchant would
 * - `playground`: the checkout in Preact and in React, for the playground to show
 */
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const define = { __VERSION__: JSON.stringify(version) }
// Chrome 94, Firefox 93, Safari 16.4 and newer: older targets cost every buyer 10 kB of helpers.
const target = 'es2022'
const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

/** What a page may load as it is: every one of them is hashed and kept by its version. */
const scripts = ['truemoney-checkout.js', 'omise-compatible.js', 'truemoney-checkout-element.js']

/** The package's own entries; `element` is a script. */
const entries = ['index', 'react', 'loader', 'contract']

const builds: Record<string, UserConfig> = {
  script: script(
    'widget/script-tag.ts',
    'truemoney-checkout.js',
    'es',
    severalFiles(),
    asciiOnly(),
  ),
  'omise-compatible': script(
    'widget/omise-compatible/script.ts',
    'omise-compatible.js',
    'iife',
    asciiOnly(),
  ),
  element: script('widget/element.ts', 'truemoney-checkout-element.js', 'es'),
  npm: {
    define,
    oxc,
    publicDir: false,
    plugins: [styleSheet(), declarations()],
    build: {
      outDir: 'dist/lib',
      emptyOutDir: true,
      minify: false,
      target,
      lib: {
        entry: entries.map((name) => at(`widget/${name}.ts`)),
        formats: ['es'],
      },
      rolldownOptions: {
        external: [/^preact/, /^@preact\//, /^react/, 'ky', /^zod/],
        output: {
          // A module each: what a merchant doesn't import is not even looked into.
          preserveModules: true,
          preserveModulesRoot: at('widget'),
          // For React's server components: this one has hooks.
          banner: ({ fileName }) => (fileName === 'react.js' ? "'use client'" : ''),
        },
      },
    },
  },
  cli: cliBuild,
  pages: {
    root: at('public/npm'),
    base: '/npm/',
    oxc,
    publicDir: false,
    build: { outDir: at('dist/npm'), emptyOutDir: true, target },
  },
  playground: {
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc,
    publicDir: false,
    build: {
      outDir: 'dist/playground/live',
      emptyOutDir: true,
      target,
      lib: {
        entry: ['preact', 'react'].map((name) => at(`public/playground/live/${name}.tsx`)),
        formats: ['es'],
      },
      rolldownOptions: {
        // React's server components read 'use client'; here is none.
        onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
      },
    },
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
      'truemoney-checkout/styles.css': at('widget/ui/styles/styles.css'),
      'truemoney-checkout/contract': at('widget/contract.ts'),
      'truemoney-checkout/react': at('widget/react.ts'),
      'truemoney-checkout': at('widget/index.ts'),
    },
  },
  plugins: [scriptFromSource()],
  server: {
    port: 3000,
    strictPort: true,
    fs: { allow: [at('.')] },
    proxy: Object.fromEntries(
      [
        ...['/api', '/shop/', '/webhooks', '/checkout/return', '/healthz', '/readyz'],
        // What is built for the playground, and what only the demo answers.
        ...['/playground/api', '/playground/live', '/lib', '/omise-compatible.js'],
        '/truemoney-checkout-element.js',
      ].map((path) => [path, 'http://localhost:3001']),
    ),
  },
}

/** Everything in it, as a classic script (`iife`) or a module (`es`). */
function script(
  entry: string,
  fileName: string,
  format: 'iife' | 'es',
  ...plugins: Plugin[]
): UserConfig {
  return {
    define,
    oxc,
    publicDir: false,
    plugins: [...plugins, release()],
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      target,
      lib: {
        entry: at(entry),
        formats: [format],
        name: 'TrueMoneyCheckoutScript',
        fileName: () => fileName,
      },
      rolldownOptions: {
        // What is imported later takes what it shares with the entry from there.
        preserveEntrySignatures: 'allow-extension',
        output: { minify: true, ...(format === 'es' && { codeSplitting }) },
      },
    },
  }
}

// A busy machine is no reason to fail: what hangs is found all the same.
const patience = { testTimeout: 30_000, hookTimeout: 60_000 }
const tests = (include: string, more = {}) => ({
  define,
  oxc,
  test: { include: [include], ...patience, ...more },
})
/**
 * A module is loaded once for all files: half the time. What a file changes for all, it puts back. One worker more
 * than cores: tests that wait for another process, or for a deadline, leave a core to the others.
 */
const shared = { isolate: false, maxWorkers: availableParallelism() + 1 }

/** A classic script runs on pages of any charset (Thai ones in TIS-620 too), so it holds nothing but ASCII. A module is UTF-8. */
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

/**
 * What a static host serves, beside the file itself: `cdn/1.2.3/…`, which never
 * changes, and `cdn/1/…`, the newest of its major. `integrity.json` names the
 * content of every script that is built.
 */
function release(): Plugin {
  const folders = [version, version.split('.', 1)[0]]
  return {
    name: 'release',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        for (const folder of folders)
          this.emitFile({
            type: 'asset',
            fileName: `cdn/${folder}/${file.fileName}`,
            source: file.type === 'chunk' ? file.code : file.source,
          })
    },
    writeBundle(_options, bundle) {
      for (const folder of readdirSync(at('dist/cdn')))
        if (!folders.includes(folder)) rmSync(at(`dist/cdn/${folder}`), { recursive: true })
      const isLater = (path: string) => laterFileName.test(posix.basename(path))
      // Their names change with their content: the last build's would stay.
      if (Object.keys(bundle).some(isLater))
        for (const path of readdirSync(at('dist'), { recursive: true, encoding: 'utf8' }))
          if (isLater(path) && !(path in bundle)) rmSync(at(`dist/${path}`))
      const built = readdirSync(at('dist')).filter(
        (name) => scripts.includes(name) || laterFileName.test(name),
      )
      const integrity = Object.fromEntries(
        built.map((name) => [name, integrityOf(readFileSync(at(`dist/${name}`)))]),
      )
      writeFileSync(at('dist/integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`)
    },
  }
}

/** The widget's styles as a file, for who renders the component without `mount`. */
function styleSheet(): Plugin {
  return {
    name: 'widget-style-sheet',
    generateBundle() {
      const source = ['checkout', 'later']
        .map((name) => readFileSync(at(`widget/ui/styles/${name}.css`), 'utf8'))
        .join('\n')
      this.emitFile({ type: 'asset', fileName: 'styles.css', source })
      // Compilers that check what is imported for its effect alone look for this.
      this.emitFile({ type: 'asset', fileName: 'styles.css.d.ts', source: 'export {}\n' })
    },
  }
}

/** The types of every entry of the package, and of what they name: no others. */
function declarations(): Plugin {
  const made = at('dist/types/')
  return {
    name: 'declarations',
    generateBundle() {
      const compiler = at('node_modules/.bin/tsc')
      const args = ['-p', at('widget/tsconfig.package.json'), '--outDir', made]
      if (spawnSync(compiler, args, { stdio: 'inherit' }).status !== 0) this.error('see above')

      const emitted = new Set<string>()
      const emit = (fileName: string) => {
        if (emitted.has(fileName)) return
        emitted.add(fileName)
        const source = readFileSync(made + fileName, 'utf8').replace(
          /(?<=\b(?:from|import) ')(\.[^']+)\.tsx?(?=')/g,
          (_whole, path: string) => {
            emit(posix.join(posix.dirname(fileName), `${path}.d.ts`))
            return `${path}.js`
          },
        )
        this.emitFile({ type: 'asset', fileName, source })
      }
      for (const entry of [...entries, 'element', 'element/react', 'element/preact'])
        emit(`${entry}.d.ts`)
      rmSync(made, { recursive: true })
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
  if (mode === 'test') return tests('{widget,server-example,e2e}/**/*.test.{ts,tsx}', shared)
  if (mode === 'deep') return tests('e2e/**/*.deep.ts', { maxWorkers: '100%' })
  if (mode === 'engines') return tests('e2e/engines/*.engine.ts', { maxWorkers: '100%' })
  if (mode === 'live') return tests('server-example/omise/client.live.ts')
  return command === 'serve' ? development : (builds[mode] ?? {})
})
