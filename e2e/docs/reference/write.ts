/** Writes the generated parts of the manual: `node e2e/docs/reference/write.ts`. */
import { writeFileSync } from 'node:fs'
import { manualPages } from '../manual.ts'
import { withGeneratedParts } from './generated.ts'

for (const { path, text } of manualPages()) {
  const written = withGeneratedParts(text)
  if (written !== text) writeFileSync(path, written)
}
