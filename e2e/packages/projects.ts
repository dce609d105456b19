/** Merchants' projects, installed and built as their makers would. */
import { writeFileSync } from 'node:fs'
import { createProject, type Packed, type Project, pack } from './packed.ts'
import { react18 } from './react-18.ts'
import { runTool } from './run-tool.ts'

type ProjectName = keyof typeof makers
export type Projects = (name: ProjectName) => Promise<Project>

const makers = {
  html: (packed: Packed) => createProject(packed, 'html'),
  preact: (packed: Packed) => createProject(packed, 'preact').then(viteBuild),
  react: (packed: Packed) => createProject(packed, 'react').then(viteBuild),
  reactOf18: (packed: Packed) => createProject(packed, 'react', react18).then(viteBuild),
  ssrPreact: (packed: Packed) =>
    createProject(packed, 'ssr-preact').then(viteBuild).then(viteServerBuild),
  ssrReact: (packed: Packed) =>
    createProject(packed, 'ssr-react').then(viteBuild).then(viteServerBuild),
  bundler: (packed: Packed) => createProject(packed, 'bundler').then(viteBuild),
  nodenext: (packed: Packed) => createProject(packed, 'nodenext').then(compile),
}

/** Packs the package; each project is made when it is first asked for. */
export async function packForProjects(): Promise<Projects> {
  const packed = await pack('browser')
  const made = new Map<ProjectName, Promise<Project>>()
  return (name) => {
    const project = made.get(name) ?? makers[name](packed)
    made.set(name, project)
    return project
  }
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
