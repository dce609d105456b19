import { expect, it } from 'vitest'
import { browserCode, type CodeOptions, codeOptions, ways } from './browser-code.ts'
import { frameworks, serverCode } from './server-code.ts'

const plain: CodeOptions = { way: 'script', amount: 100_000, locale: 'th', theme: 'auto' }
const codeOf = (options: CodeOptions) =>
  browserCode(options)
    .map(({ code }) => code)
    .join('\n')

it.each(ways)('%s: writes the amount, the language, the theme and the colour', (way) => {
  const code = codeOf({ way, amount: 12_345, locale: 'ja', theme: 'dark', accent: '#ff7a00' })
  expect(code).toContain('12345')
  expect(code).toMatch(/(lang|locale)="ja"/)
  expect(code).toMatch(/(data-tmn-theme="|tmnTheme = ')dark/)
  expect(code).toContain('--tmn-accent: #ff7a00')
  expect(code).toMatch(/pay\.css/)
})

it.each(ways)('%s: writes nothing of what was left as it is', (way) => {
  expect(codeOf({ ...plain, way })).not.toMatch(/theme|accent|\.css'\n\n\n|pay\.css/i)
})

it('takes no option that could break out of the code', () => {
  for (const wrong of [
    { locale: '"><script>' },
    { accent: 'red}' },
    { amount: '1e400' },
    { theme: 'none' },
    { way: 'constructor' },
    { more: '1' },
  ])
    expect(codeOptions.safeParse({ ...plain, ...wrong }).success).toBe(false)
  expect(codeOptions.safeParse({ ...plain, amount: '100000' }).success).toBe(true)
})

it('shows for every framework an app that is tested, with the entries of the package', () => {
  const code = serverCode()
  for (const framework of frameworks) {
    const whole = code[framework].map((file) => file.code).join('\n')
    expect(whole).toContain("from 'truemoney-checkout-server'")
    expect(whole).toContain(`from 'truemoney-checkout-server/${framework}'`)
    expect(whole).toContain('orders.create(')
    expect(whole).not.toContain('.ts')
  }
})
