/** Every merchant's project, installed and built as its maker would. */
import { writeFileSync } from 'node:fs'
import { createProject, type Project, pack } from './packed.ts'
import { react18 } from './react-18.ts'
import { runTool } from './run-tool.ts'

export type Projects = Awaited<ReturnType<typeof buildProjects>>

export async function buildProjects() {
  const packed = await pack('browser')
  const [html, preact, react, reactOf18, ssrPreact, ssrReact, bundler, nodenext] =
    await Promise.all([
      createProject(packed, 'html'),
      createProject(packed, 'preact').then(viteBuild),
      createProject(packed, 'react').then(viteBuild),
      createProject(packed, 'react', react18).then(viteBuild),
      createProject(packed, 'ssr-preact').then(viteBuild).then(viteServerBuild),
      createProject(packed, 'ssr-react').then(viteBuild).then(viteServerBuild),
      createProject(packed, 'bundler').then(viteBuild),
      createProject(packed, 'nodenext').then(compile),
    ])
  return { html, preact, react, reactOf18, ssrPreact, ssrReact, bundler, nodenext }
}

async function viteBuild(project: Project): Promise<Project> {
  const base = `/packages/${project.name}/dist/`
  await runTool(project.folder, ['vite', 'build', '--base', base, '--logLevel', 'error'])
  return project
}

async function viteServerBuild(project: Project): Promise<Project> {
  const output = ['--ssr', 'src/server.tsx', '--outDir', 'server', '--logLevel', 'error']
  await runTool(project.folder, ['vite', 'build', ...output])
  return project
}

/** Without a bundler: the browser gets every module as it is, and learns from a map where it is. */
async function compile(project: Project): Promise<Project> {
  await runTool(project.folder, ['tsc'])
  writeFileSync(`${project.folder}/index.html`, importMapPage(project.name))
  return project
}

function importMapPage(name: string): string {
  const modules = {
    'truemoney-checkout': 'truemoney-checkout/dist/lib/index.js',
    'truemoney-checkout/contract': 'truemoney-checkout/dist/lib/contract.js',
    preact: 'preact/dist/preact.mjs',
    'preact/hooks': 'preact/hooks/dist/hooks.mjs',
    'preact/jsx-runtime': 'preact/jsx-runtime/dist/jsxRuntime.mjs',
    '@preact/signals': '@preact/signals/dist/signals.mjs',
    '@preact/signals-core': '@preact/signals-core/dist/signals-core.mjs',
    ky: 'ky/distribution/index.js',
    'zod/mini': 'zod/mini/index.js',
  }
  const imports = Object.fromEntries(
    Object.entries(modules).map(([module, path]) => [
      module,
      `/packages/${name}/node_modules/${path}`,
    ]),
  )
  return `<!doctype html>
<html lang="th">
  <meta charset="utf-8">
  <title>A merchant without a bundler</title>
  <link rel="icon" href="data:,">
  <script type="importmap">${JSON.stringify({ imports })}</script>
  <div id="pay"></div>
  <script type="module" src="./dist/main.js"></script>
</html>
`
}
