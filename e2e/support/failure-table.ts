/** The manual's table of failure codes, made of the words that buyers read. Run it to write the pages anew. */
import { writeFileSync } from 'node:fs'
import { en } from '../../widget/locales/en.ts'
import { ja } from '../../widget/locales/ja.ts'
import { th } from '../../widget/locales/th.ts'
import { manualPages } from '../docs/manual.ts'

const languages = { en: ['English', en], th: ['ไทย', th], ja: ['日本語', ja] } as const

/** The page with its table as it should be; the same when it has none. */
export function withFailureTable(text: string): string {
  return text.replace(
    /(<!-- table: failures ([a-z ]+) -->\n)[\s\S]*?(?=<!-- \/table -->)/,
    (_whole, marker: string, named: string) => `${marker}\n${failureTable(named.split(' '))}\n`,
  )
}

function failureTable(named: readonly string[]): string {
  const columns = Object.entries(languages).filter(([name]) => named.includes(name))
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  const codes = Object.keys(en.failures)
  return [
    row(['`failure_code`', ...columns.map(([, [title]]) => title)]),
    `|${'---|'.repeat(columns.length + 1)}\n`,
    ...codes.map((code) =>
      row([
        code === 'other' ? '…' : `\`${code}\``,
        ...columns.map(([, [, { failures }]]) => plain(String(Reflect.get(failures, code)))),
      ]),
    ),
  ].join('')
}

/** Without the joiners that keep TrueMoney's name on one line: nobody would find it by typing it. */
function plain(text: string): string {
  return text.replaceAll('\u2060', '')
}

if (import.meta.main)
  for (const { path, text } of manualPages()) {
    const written = withFailureTable(text)
    if (written !== text) writeFileSync(path, written)
  }
