/** Adyen Web's form for MB WAY, the nearest peer: it asks for the phone number of a wallet, too. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../browser/bundle.ts'
import type { Subject } from '../browser/subject.ts'
import { installPackages } from './install.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

/** The one subject, or none and a word about it where its package cannot be installed. */
export async function adyenSubject(
  place: string,
  folder = here,
  say = (text: string): unknown => process.stderr.write(text),
): Promise<readonly Subject[]> {
  const problem = installPackages(folder)
  if (problem === undefined)
    return [{ name: 'Adyen MB WAY', ...(await bundle(join(folder, 'adyen-mb-way.js'))), place }]
  say(`Adyen MB WAY is left out, and has no column in the tables: npm could not install the packages of
${folder}, which it needs its registry for, the first time. npm says:

${problem}

`)
  return []
}
