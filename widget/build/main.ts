/** `npm run build`: everything in `dist`. */
import { mkdirSync } from 'node:fs'
import { build } from 'vite'
import { cliBuild } from '../../server-example/cli/build.ts'
import { asciiOnly, at, common, oxc, target } from './common.ts'
import { buildPackage } from './package.ts'
import { releaseScripts, removeScripts } from './release.ts'
import { buildScript } from './script.ts'

mkdirSync(at('dist'), { recursive: true })
removeScripts()
await buildScript()
await buildOneFile('widget/omise-compatible/script.ts', 'omise-compatible.js', 'iife')
await buildOneFile('widget/element.ts', 'truemoney-checkout-element.js', 'es')
releaseScripts()
await buildPackage()
await build({ ...cliBuild, configFile: false, logLevel: 'warn' })
await buildNpmPage()
await buildPlayground()

/** Everything in it, as a classic script (`iife`) or a module (`es`). */
async function buildOneFile(entry: string, fileName: string, format: 'iife' | 'es') {
  await build({
    ...common,
    plugins: format === 'iife' ? [asciiOnly()] : [],
    build: {
      ...common.build,
      lib: {
        entry: at(entry),
        formats: [format],
        name: 'TrueMoneyCheckoutScript',
        fileName: () => fileName,
      },
      rolldownOptions: { output: { minify: true } },
    },
  })
}

/** The demo page that uses the npm package, bundled as a merchant would. */
async function buildNpmPage() {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: at('public/npm'),
    base: '/npm/',
    oxc,
    publicDir: false,
    build: { outDir: at('dist/npm'), emptyOutDir: true, target },
  })
}

/** The checkout in Preact and in React, for the playground to show. */
async function buildPlayground() {
  await build({
    ...common,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ...common.build,
      outDir: at('dist/playground/live'),
      emptyOutDir: true,
      lib: {
        entry: ['preact', 'react'].map((name) => at(`public/playground/live/${name}.tsx`)),
        formats: ['es'],
      },
      rolldownOptions: {
        // React's server components read 'use client'; here is none.
        onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
      },
    },
  })
}
