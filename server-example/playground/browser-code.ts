/** The code to copy for the page, for exactly the options that were chosen. Only what differs from the standard is written. */
import * as z from 'zod/mini'

export const ways = ['script', 'omise', 'preact', 'react', 'element'] as const
export type Way = (typeof ways)[number]

export const codeOptions = z.strictObject({
  way: z.enum(ways),
  amount: z.coerce.number().check(z.int(), z.positive()),
  locale: z.enum(['th', 'en', 'ja']),
  theme: z.enum(['auto', 'light', 'dark']),
  accent: z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/i))),
})
export type CodeOptions = z.infer<typeof codeOptions>

export type CodeFile = { readonly name: string; readonly code: string }

export function browserCode(options: CodeOptions): readonly CodeFile[] {
  return [...files[options.way](options), ...styleSheet(options)]
}

const files: Record<Way, (options: CodeOptions) => readonly CodeFile[]> = {
  script: (options) => [
    {
      name: 'pay.html',
      code: page(
        options,
        `    <script src="/truemoney-checkout.js" defer></script>`,
        `    <div
      data-tmn-checkout
      data-tmn-public-key="pkey_test_…"
      data-tmn-order-id="ord_…"
      data-tmn-order-token="token_…"
      data-tmn-amount="${options.amount}"
    ></div>`,
      ),
    },
    {
      name: 'return.html',
      code: page(
        options,
        `    <script src="/truemoney-checkout.js" defer></script>`,
        `    <div data-tmn-checkout data-tmn-public-key="pkey_test_…"></div>`,
      ),
    },
  ],
  omise: (options) => [
    {
      name: 'pay.html',
      code: page(
        options,
        '',
        `    <form action="/charge" method="post">
      <script
        src="/omise-compatible.js"
        data-key="pkey_test_…"
        data-amount="${options.amount}"
        data-currency="THB"
        data-locale="${options.locale}"
        data-button-label="${buttonLabels[options.locale]}"
      ></script>
    </form>`,
      ),
    },
  ],
  preact: (options) => [
    {
      name: 'pay.tsx',
      code: `import { render } from 'preact'
import { TrueMoneyCheckout } from 'truemoney-checkout'
import 'truemoney-checkout/styles.css'
${styleImport(options)}${component(
  options,
  (checkout) => `  render(
    ${checkout},
    place,
  )`,
)}`,
    },
  ],
  react: (options) => [
    {
      name: 'pay.tsx',
      code: `import { createRoot } from 'react-dom/client'
import { TrueMoneyCheckout } from 'truemoney-checkout/react'
${styleImport(options)}${component(
  options,
  (checkout) => `  createRoot(place).render(
    ${checkout},
  )`,
)}`,
    },
  ],
  element: (options) => [
    {
      name: 'pay.html',
      code: page(
        options,
        `    <script type="module" src="/truemoney-checkout-element.js"></script>`,
        `    <truemoney-checkout
      public-key="pkey_test_…"
      order-id="ord_…"
      order-token="token_…"
      amount="${options.amount}"
    ></truemoney-checkout>`,
      ),
    },
    {
      name: 'return.html',
      code: page(
        options,
        `    <script type="module" src="/truemoney-checkout-element.js"></script>`,
        `    <truemoney-checkout public-key="pkey_test_…"></truemoney-checkout>`,
      ),
    },
  ],
}

const buttonLabels = {
  th: 'จ่ายด้วย TrueMoney',
  en: 'Pay with TrueMoney',
  ja: 'TrueMoney で支払う',
} as const

function page({ locale, theme, accent }: CodeOptions, head: string, body: string): string {
  const themed = theme === 'auto' ? '' : ` data-tmn-theme="${theme}"`
  const styled = accent === undefined ? '' : `    <link rel="stylesheet" href="/pay.css">\n`
  return `<!doctype html>
<html lang="${locale}"${themed}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>TrueMoney Wallet</title>
${styled}${head === '' ? '' : `${head}\n`}  </head>
  <body>
${body}
  </body>
</html>
`
}

function component(
  { amount, locale, theme }: CodeOptions,
  render: (checkout: string) => string,
): string {
  const themed = theme === 'auto' ? '' : `document.documentElement.dataset.tmnTheme = '${theme}'\n`
  return `
// What orders.create returned on your server; without it on the page where buyers come back.
const order = { orderId: 'ord_…', token: 'token_…', amount: ${amount} }

${themed}const place = document.querySelector('#pay')
if (place)
${render(`<TrueMoneyCheckout publicKey="pkey_test_…" order={order} locale="${locale}" />`)}
`
}

function styleImport({ accent }: CodeOptions): string {
  return accent === undefined ? '' : `import './pay.css'\n`
}

function styleSheet({ accent }: CodeOptions): readonly CodeFile[] {
  if (accent === undefined) return []
  return [{ name: 'pay.css', code: `:root {\n  --tmn-accent: ${accent};\n}\n` }]
}
