import { expect, test } from 'vitest'
import { countSaid } from './count.ts'

test.each([
  ['a run that went well', 'ok\n\n12 passed, 0 failed\n', true, { passed: 12, failed: 0 }],
  ['its own failures', '12 passed, 3 failed\n', false, { passed: 12, failed: 3 }],
  [
    'only its last line',
    '1 passed, 1 failed\n12 passed, 0 failed',
    true,
    { passed: 12, failed: 0 },
  ],
  ['a failure nobody counted', '12 passed, 0 failed\n', false, { passed: 12, failed: 1 }],
  ['a run that died', '12 passed, 0 failed\nsegmentation fault', false, { passed: 0, failed: 1 }],
  ['a run that said nothing', '', true, { passed: 0, failed: 1 }],
])('the total counts %s', (_name, said, ok, count) => {
  expect(countSaid(said, ok)).toEqual(count)
})
