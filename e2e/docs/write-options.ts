/** Writes the tables of options and events into the manual: `node e2e/docs/write-options.ts`. */
import { writeFileSync } from 'node:fs'
import { manualPages } from './manual.ts'
import { withOptionReference } from './option-reference.ts'

for (const { path, text } of manualPages()) {
  const written = withOptionReference(text)
  if (written !== text) writeFileSync(path, written)
}
