/** How `widget/build/main.ts` makes `dist/cli`: plain JavaScript for Node 20, with its libraries in it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin, UserConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const cliBuild = {
  publicDir: false,
  plugins: [styleSheet()],
  ssr: { noExternal: true },
  build: {
    ssr: at('main.ts'),
    outDir: at('../../dist/cli'),
    emptyOutDir: true,
    minify: false,
    target: 'node20',
    rolldownOptions: {
      output: {
        entryFileNames: 'truemoney-checkout.js',
        codeSplitting: false,
        banner: '#!/usr/bin/env node',
      },
    },
  },
} satisfies UserConfig

/** The simulator reads it from beside itself, as it does when it is not built. */
function styleSheet(): Plugin {
  const fileName = 'authorize-pages/authorize.css'
  return {
    name: 'authorize-style-sheet',
    generateBundle() {
      const source = readFileSync(at(`../simulator/${fileName}`), 'utf8')
      this.emitFile({ type: 'asset', fileName, source })
    },
  }
}
