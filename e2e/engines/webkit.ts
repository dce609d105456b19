/**
 * WebKit (GTK) by WebDriver: WebKitWebDriver starts a MiniBrowser for each
 * session, both on a screen that nobody sees.
 */
import * as z from 'zod/mini'
import { freePort, startCommand, waitUntil } from '../runners/process.ts'
import { type Engine, isShortcut, type NamedKey, screens, shortcuts, type Tab } from './tab.ts'
import { createWebDriver, type WebDriver } from './webdriver.ts'

const sessionSchema = z.object({
  sessionId: z.string(),
  capabilities: z.object({ browserVersion: z.string() }),
})

/** Full-screen has no toolbar, and a toolbar is wider than a phone. */
const capabilities = {
  alwaysMatch: {
    'webkitgtk:browserOptions': { args: ['--automation', '--full-screen'] },
    // It would wait for ever for a page that going back puts into another process, as COOP does.
    pageLoadStrategy: 'none',
  },
}

const control = '\uE009'
const keyCodes: Record<NamedKey, string> = {
  Enter: '\uE007',
  Escape: '\uE00C',
  Tab: '\uE004',
  Home: '\uE011',
  End: '\uE010',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  Backspace: '\uE003',
  Delete: '\uE017',
}

export async function startWebKit(): Promise<Engine> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  // Without a window manager the keyboard belongs to the window under the pointer, which rests in
  // the middle of the screen: inside a window of any size if the screen is as small as the smallest.
  const { width, height } = screens.phone
  const screen = ['xvfb-run', '-a', '-s', `-screen 0 ${width}x${height}x24`]
  const driver = createWebDriver(address)
  const running = await startCommand([...screen, 'WebKitWebDriver', `--port=${port}`], {}, () =>
    driver.get('/status').then(
      () => true,
      () => false,
    ),
  )
  const first = await openSession(driver)
  await driver.delete(`/session/${first.sessionId}`)
  return {
    version: `WebKitGTK ${first.capabilities.browserVersion}`,
    keepsPages: false,
    openTab: () => openTab(driver),
    stop: async () => {
      await running.stop()
    },
  }
}

async function openSession(driver: WebDriver) {
  return sessionSchema.parse(await driver.post('/session', { capabilities }))
}

async function openTab(driver: WebDriver): Promise<Tab> {
  const session = `/session/${(await openSession(driver)).sessionId}`
  const say = async (path: string, parameters: object) => {
    await driver.post(session + path, parameters)
  }
  const act = (type: string, actions: readonly object[]) =>
    say('/actions', { actions: [{ type, id: type, actions }] })
  const evaluate = (expression: string) =>
    driver.post(`${session}/execute/sync`, { script: `return ${expression}`, args: [] })
  // WebKitWebDriver turns the wheel by the difference to where it was turned last.
  let wheelTurned = 0

  return {
    async open(url) {
      await say('/url', { url })
      // A browser that has only just started may put its own blank page over the one asked for.
      let askAgainAt = Date.now() + 5_000
      await waitUntil(`a page at ${url}`, async () => {
        if ((await evaluate('location.href')) !== 'about:blank') return true
        if (Date.now() < askAgainAt) return false
        askAgainAt += 5_000
        await say('/url', { url })
        return false
      })
    },
    back: () => say('/back', {}),
    evaluate,
    press: (...keys) =>
      act(
        'key',
        keys.flatMap((key) =>
          isShortcut(key)
            ? [down(control), ...stroke(shortcuts[key]), up(control)]
            : stroke(keyCodes[key]),
        ),
      ),
    type: (text) => act('key', Array.from(text).flatMap(stroke)),
    click: ({ x, y }) =>
      act('pointer', [
        { type: 'pointerMove', x, y },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]),
    wheel({ x, y }, pixels) {
      wheelTurned += pixels
      return act('wheel', [{ type: 'scroll', x, y, deltaX: 0, deltaY: wheelTurned }])
    },
    resize: (screen) => say('/window/rect', screen),
    async picture() {
      // It shows what was painted last, which may be older than what is there.
      const script =
        'const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))'
      await say('/execute/async', { script, args: [] })
      const base64 = z.string().parse(await driver.get(`${session}/screenshot`))
      return Buffer.from(base64, 'base64')
    },
    async close() {
      await driver.delete(session)
    },
  }
}

function down(value: string) {
  return { type: 'keyDown', value }
}

function up(value: string) {
  return { type: 'keyUp', value }
}

function stroke(value: string) {
  return [down(value), up(value)]
}
