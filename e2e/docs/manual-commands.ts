/** Which commands the manual prints outside its examples, and where each of them is run. */

/** Commands in code and between backticks, without what is typed behind them for one case. */
export function commandsIn(text: string): readonly string[] {
  const typed =
    /(?:`|^)((?:npm (?:run [a-z:]+|start|test|pack|install|audit)|npx [\w-]+ [\w-]+|curl|node -p)\b)/gm
  return [...new Set(Array.from(text.matchAll(typed), ([, command = '']) => command))]
}

const installed = 'e2e/packages/server-installed.deep.ts'

/**
 * The test, and the words in it that run the command or what it runs. Some take
 * minutes: there, the test runs the same code for one case.
 */
export const executedBy: Readonly<Record<string, readonly [file: string, evidence: string]>> = {
  'npm start': ['e2e/docs/commands.journey.ts', "['npm', 'start']"],
  'npm test': ['e2e/runners/run-ci.ts', "play('test')"],
  'npm pack': ['e2e/packages/packed.ts', "'npm', 'pack'"],
  'npm run bench': ['e2e/bench/bytes.test.ts', 'figuresIn'],
  'npm run bench:leaks': ['e2e/leaks/leaks.journey.ts', 'measure(page, way'],
  'npm run build': ['e2e/runners/run-tests.ts', "'npm', 'run', '--silent', 'build'"],
  'npm run check': ['e2e/runners/run-tests.ts', "'biome', 'check'"],
  'npm run doctor': ['server-example/tests/doctor.test.ts', "'npm', 'run', '--silent', 'doctor'"],
  'npm run pictures': ['e2e/pictures/pictures.journey.ts', 'takePicture('],
  'npm run refund': ['server-example/tests/manual.test.ts', "'npm', 'run', '--silent', 'refund'"],
  'npm run screens': ['e2e/accessibility/accessibility.journey.ts', 'scenes'],
  'npm run server': ['e2e/docs/commands.journey.ts', "'npm', 'run', '--silent', 'server'"],
  'npm run simulator': ['e2e/docs/commands.journey.ts', "'npm', 'run', '--silent', 'simulator'"],
  'npm run audit': ['server-example/tests/manual.test.ts', "'npm', 'run', '--silent', 'audit'"],
  'npm run test:deep': ['e2e/runners/run-ci.ts', "play('test:deep')"],
  'npm run test:engines': ['e2e/runners/run-ci.ts', "play('test:engines')"],
  'npm run test:faults': ['e2e/faults/schedule/fixed-schedules.ts', 'playSchedules('],
  'npm run test:simulation': ['e2e/simulation/simulation.test.ts', 'runSeeds('],
  'npm run test:live': [
    'server-example/tests/manual.test.ts',
    "'npm', 'run', '--silent', 'test:live'",
  ],
  'npx playwright test': ['e2e/runners/run-journeys.ts', "'playwright', ['test'"],
  'npx truemoney-checkout-server audit': [installed, "run(node, ['audit'"],
  'npx truemoney-checkout-server backup': [
    'server-example/commands/commands.test.ts',
    "run(['backup', 'copy.db']",
  ],
  'npx truemoney-checkout-server doctor': [installed, "run(node, ['doctor'"],
  'npx truemoney-checkout-server migrate': [installed, "run(node, ['migrate'"],
  'npx truemoney-checkout-server refund': [installed, "run(node, ['refund'"],
  'npx truemoney-checkout-server remove-channel': [
    'server-example/commands/commands.test.ts',
    "run(['remove-channel', 'webhook']",
  ],
  'npx truemoney-checkout-server serve': [installed, "[command, 'serve'"],
  'npx truemoney-checkout simulator': ['server-example/cli/test-package.ts', "'simulator'"],
  'node -p': ['server-example/tests/manual.test.ts', 'node -p "crypto.randomUUID()'],
}

/** Not run by any test, and why. */
export const notExecuted: Readonly<Record<string, string>> = {
  'npm install': 'asks a registry; the packed package is unpacked instead',
  'npm audit': 'asks a registry',
  'npx playwright install': 'asks a registry of browsers',
  'npm run dev': 'has fixed ports, and watches until it is stopped',
}
