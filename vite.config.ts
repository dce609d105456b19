import { availableParallelism } from 'node:os'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { at, common } from './widget/build/common.ts'

/** A development server, and the kinds of tests by `--mode`. `npm run build` is `widget/build/main.ts`. */
const { define, oxc } = common

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

/** In development the pages' script tag gets the widget's source, so that a change shows at once. */
function scriptFromSource(): Plugin {
  return {
    name: 'widget-script-from-source',
    transformIndexHtml: (html) =>
      html.replace(
        'src="/truemoney-checkout.js" defer',
        `type="module" src="/@fs${at('widget/script/from-source.ts')}"`,
      ),
  }
}

export default defineConfig(({ command, mode }) => {
  if (mode === 'test') return tests('{widget,server-example,e2e}/**/*.test.{ts,tsx}', shared)
  if (mode === 'deep') return tests('e2e/**/*.deep.ts', { maxWorkers: '100%' })
  if (mode === 'engines') return tests('e2e/engines/*.engine.ts', { maxWorkers: '100%' })
  if (mode === 'live') return tests('server-example/omise/client.live.ts')
  return command === 'serve' ? development : {}
})
