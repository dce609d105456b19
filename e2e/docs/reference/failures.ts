/** Failure codes, with the words that buyers read. */
import { en } from '../../../widget/locales/en.ts'
import { ja } from '../../../widget/locales/ja.ts'
import { th } from '../../../widget/locales/th.ts'
import { table } from './table.ts'

const languages = { en: ['English', en], th: ['ไทย', th], ja: ['日本語', ja] } as const
type Language = keyof typeof languages

/** Returns the table with a column for each language that is named. */
export function failuresTable(...named: readonly Language[]): string {
  const columns = named.map((name) => languages[name])
  const rows = Object.keys(en.failures).map((code) => [
    code === 'other' ? '…' : `\`${code}\``,
    ...columns.map(([, { failures }]) => plain(String(Reflect.get(failures, code)))),
  ])
  return table(['`failure_code`', ...columns.map(([title]) => title)], rows)
}

/** Without the joiners that keep TrueMoney's name on one line: nobody would find it by typing it. */
function plain(text: string): string {
  return text.replaceAll('\u2060', '')
}
