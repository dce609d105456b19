/**
 * `npm run test:engines`: the scenes in Firefox and in WebKit, both at a time,
 * against the built files and a stack for each. Installs the engines where it
 * may. One that cannot be had is named and not run; asked for by name
 * (`npm run test:engines -- webkit`), it has to be there.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { printTotal, runVitest } from '../runners/count.ts'
import { findProgram, installFromDebian } from '../runners/debian.ts'
import { findFirefox } from './firefox.ts'

const engines = [
  {
    name: 'firefox',
    title: 'Firefox',
    packages: ['firefox-esr', 'fonts-thai-tlwg'],
    isThere: () => findFirefox() !== undefined,
  },
  {
    name: 'webkit',
    title: 'WebKit',
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth', 'fonts-thai-tlwg'],
    isThere: () => ['WebKitWebDriver', 'Xvfb', 'xauth'].every((name) => findProgram([name])),
  },
]

const asked = process.argv.slice(2)
const unknown = asked.find((name) => engines.every((engine) => engine.name !== name))
if (unknown !== undefined)
  throw new Error(`Expected firefox or webkit, got ${unknown}. Without a name, both are run.`)
const wanted = engines.filter(({ name }) => asked.length === 0 || asked.includes(name))

for (const { isThere, packages } of wanted) if (!isThere()) installFromDebian(packages)
const missing = wanted.filter(({ isThere }) => !isThere())
const there = wanted.filter((engine) => !missing.includes(engine))

const results = 'test-results/engines'
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const count =
  there.length === 0
    ? { passed: 0, failed: 0 }
    : runVitest(
        `${results}/report.json`,
        '--mode=engines',
        '--expect.poll.timeout=30000',
        ...there.map(({ name }) => `${name}.engine`),
      )
for (const { title, packages } of missing)
  console.log(
    `Not run: ${title}, not installed (Debian, Ubuntu: sudo apt-get install ${packages.join(' ')})`,
  )
const absent = { passed: 0, failed: asked.length === 0 ? 0 : missing.length }
process.exitCode = printTotal([count, absent])
