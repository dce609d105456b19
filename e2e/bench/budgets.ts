import { firstFile } from '../support/built-script.ts'

/**
 * What may be loaded, in kB (1,000 bytes) of brotli. Each budget is what it was
 * when it was set, rounded up to the next half. It may grow only with a feature
 * (last: the console's word for an error that nobody listens to). The goal is where it should come to.
 */
export type Budget = {
  readonly name: string
  /** Files in `dist` (`*` is a hash) that must be there before the field is usable, and those that may follow. */
  readonly files: { readonly before: readonly string[]; readonly later: readonly string[] }
  readonly budgetKb: { readonly before: number; readonly all: number }
  readonly goalKb: { readonly before: number; readonly all: number } | undefined
}

const goalOfScript = { before: 12, all: 26 }
/** Thai is what most buyers read; the languages are half a kilobyte apart. */
const inThai = [
  'truemoney-checkout-pay.*.js',
  'truemoney-checkout-th.*.js',
  'truemoney-checkout-clients.*.js',
]

/** What a page loads as it is. */
export const scriptBudgets: readonly Budget[] = [
  {
    name: 'script tag',
    files: { before: [firstFile], later: inThai },
    budgetKb: { before: 12.5, all: 48.5 },
    goalKb: goalOfScript,
  },
  {
    name: 'script tag, overlay',
    files: { before: [firstFile], later: [...inThai, 'truemoney-checkout-overlay.*.js'] },
    budgetKb: { before: 12.5, all: 51 },
    goalKb: undefined,
  },
  {
    name: 'script tag, QR code',
    files: { before: [firstFile], later: [...inThai, 'truemoney-checkout-qr.*.js'] },
    budgetKb: { before: 12.5, all: 49.5 },
    goalKb: undefined,
  },
  {
    name: 'script tag, every language, advice and QR code',
    files: {
      before: [firstFile],
      later: [
        ...inThai,
        'truemoney-checkout-en.*.js',
        'truemoney-checkout-ja.*.js',
        'truemoney-checkout-overlay.*.js',
        'truemoney-checkout-advice.*.js',
        'truemoney-checkout-qr.*.js',
      ],
    },
    budgetKb: { before: 12.5, all: 58 },
    goalKb: undefined,
  },
  {
    name: 'custom element',
    files: { before: ['truemoney-checkout-element.js'], later: [] },
    budgetKb: { before: 46, all: 46 },
    goalKb: goalOfScript,
  },
  {
    name: 'for pages of Omise.js',
    files: { before: ['omise-compatible.js'], later: [] },
    budgetKb: { before: 49, all: 49 },
    goalKb: undefined,
  },
]

export type EntryBudget = {
  /** As `package.json` exports it. */
  readonly entry: string
  /** Without its libraries, and with all of them but React. */
  readonly budgetKb: { readonly own: number; readonly whole: number }
}

/** What the package's entries weigh in a merchant's bundle. */
export const entryBudgets: readonly EntryBudget[] = [
  { entry: '.', budgetKb: { own: 30, whole: 47 } },
  { entry: './react', budgetKb: { own: 29, whole: 46 } },
  { entry: './loader', budgetKb: { own: 0.5, whole: 0.5 } },
  { entry: './contract', budgetKb: { own: 1.5, whole: 8 } },
  { entry: './styles.css', budgetKb: { own: 3.5, whole: 3.5 } },
]

/** What `./react` may add to `.`, in kB: the wrapper alone. */
export const reactWrapperBudgetKb = 1
