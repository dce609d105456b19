/**
 * The pages that are measured beside each other: one script each, that puts a
 * form for a phone number into the same page.
 */
import { readFileSync } from 'node:fs'
import { matchesGlob } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstFile, laterFiles } from '../../support/built-script.ts'
import { scriptBudgets } from '../budgets.ts'
import { adyenSubject } from '../peers/adyen.ts'
import { bundle } from './bundle.ts'
import type { Subject } from './subject.ts'

export const ourName = 'widget'
export const handWrittenName = 'hand-written'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const emptyPlace = '<div id="pay"></div>'
/** Nothing answers there: whoever calls before the buyer has typed is found out. */
const nowhere = 'http://127.0.0.1:9'
const ourPlace = `<div id="pay" data-tmn-checkout data-tmn-public-key="pkey_test_5fxbench00000001"
  data-tmn-order-id="ord_bench" data-tmn-order-token="token" data-tmn-amount="100000"
  data-tmn-omise-url="${nowhere}" data-tmn-locale="en"></div>`
/** What a payment on such a page loads, as its budget says, but in English. */
const paymentFiles = scriptBudgets
  .filter(({ name }) => name === 'script tag')
  .flatMap(({ files }) => files.later.map((pattern) => pattern.replace('-th.', '-en.')))

/** Reads and builds them. The widget is taken as `npm run build` has left it. */
export async function subjects(): Promise<readonly Subject[]> {
  return [
    {
      name: handWrittenName,
      ...(await bundle(here('../baselines/hand-written.js'))),
      place: emptyPlace,
    },
    {
      name: 'Preact floor',
      ...(await bundle(here('../baselines/preact-form.tsx'))),
      place: emptyPlace,
    },
    widgetSubject(),
    ...(await adyenSubject(emptyPlace)),
  ]
}

export function widgetSubject(): Subject {
  return {
    name: ourName,
    script: built(firstFile),
    later: Object.fromEntries(
      laterFiles()
        .filter((name) => paymentFiles.some((pattern) => matchesGlob(name, pattern)))
        .map((name) => [name, built(name)]),
    ),
    place: ourPlace,
  }
}

function built(name: string): string {
  return readFileSync(here(`../../../dist/${name}`), 'utf8')
}
