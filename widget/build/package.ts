/** Builds the modules of the npm package, their types and the style sheet. Libraries are left to whoever installs it. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { posix } from 'node:path'
import { build, type Plugin } from 'vite'
import { at, common } from './common.ts'

/** The package's own entries; `element` is a script. */
const entries = ['index', 'react', 'loader', 'contract']

export async function buildPackage(): Promise<void> {
  await build({
    ...common,
    plugins: [styleSheet(), declarations()],
    build: {
      ...common.build,
      outDir: at('dist/lib'),
      emptyOutDir: true,
      minify: false,
      lib: { entry: entries.map((name) => at(`widget/${name}.ts`)), formats: ['es'] },
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
  })
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
          /(?<=\b(?:from |import |import\()["'])(\.[^"']+)\.tsx?(?=["'])/g,
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
