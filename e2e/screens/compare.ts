/** Pictures of another revision, made on this machine, beside those of this one. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright/test'
import { compare, shrink } from '../visual/pictures.ts'

/** Of a picture's points, four by four as one. A caret, a corner's shade, a digit of a time stay below. */
const tolerance = 0.002
const factor = 4
const root = fileURLToPath(new URL('../..', import.meta.url))

/** Answers a folder with pictures: the given one, or that of a revision, whose pictures are taken now. */
export function findPictures(folderOrRevision: string, wanted: readonly string[]): string {
  if (existsSync(folderOrRevision) && statSync(folderOrRevision).isDirectory())
    return folderOrRevision
  const tree = `${root}test-results/another-revision`
  const pictures = `${root}test-results/screens-before`
  rmSync(pictures, { recursive: true, force: true })
  git('worktree', 'add', '--force', '--detach', tree, folderOrRevision)
  try {
    symlinkSync(`${root}node_modules`, `${tree}/node_modules`)
    // Without its installer, which would put the packages of that revision into this one's folder.
    run(tree, 'npm', 'run', '--silent', '--ignore-scripts', 'build')
    const main = existsSync(`${tree}/e2e/screens.ts`) ? 'e2e/screens.ts' : 'e2e/screens/main.ts'
    run(tree, 'node', main, ...wanted)
    cpSync(`${tree}/test-results/screens`, pictures, { recursive: true })
  } finally {
    git('worktree', 'remove', '--force', tree)
  }
  return pictures
}

/** Answers the pictures that differ, or that only one of the two folders has, with how much of each does. */
export async function compareFolders(
  browser: Browser,
  { before, after, files }: { before: string; after: string; files: readonly string[] },
): Promise<string[]> {
  const page = await browser.newPage()
  const different: string[] = []
  for (const file of files) {
    const [old, now] = [`${before}/${file}`, `${after}/${file}`]
    if (!existsSync(old) || !existsSync(now)) {
      different.push(`${file}: only ${existsSync(old) ? 'before' : 'now'}`)
      continue
    }
    const [was, is] = [await small(old), await small(now)]
    const [{ share } = { share: 1 }] = await compare(page, was, is)
    if (share > tolerance) different.push(`${file}: ${(share * 100).toFixed(1)} % differs`)
  }
  await page.close()
  return different

  function small(file: string): Promise<Buffer> {
    return shrink(page, readFileSync(file), factor)
  }
}

function git(...args: string[]): void {
  run(root, 'git', ...args)
}

function run(cwd: string, command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] })
  if (status !== 0)
    throw new Error(
      `Expected \`${[command, ...args].join(' ')}\` to work; it ended with ${status}.`,
    )
}
