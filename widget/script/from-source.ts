import type { FileContents } from '../first/later-files.ts'
import { startScript } from './start.ts'

const imports: Record<keyof FileContents, () => Promise<unknown>> = {
  pay: () => import('./pay-file.ts'),
  clients: () => import('./clients-file.ts'),
  overlay: () => import('./overlay-file.ts'),
  qr: () => import('./qr-file.ts'),
  advice: () => import('./advice-file.ts'),
  th: () => import('../locales/th.ts'),
  en: () => import('../locales/en.ts'),
  ja: () => import('../locales/ja.ts'),
}

/** The script for `npm run dev`, whose later files are the sources. */
startScript((name) => imports[name]())
