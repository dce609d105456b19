/** Words to avoid in documents, comments and names, and what to write in their place. */

export type Word = { readonly avoid: RegExp; readonly write: string }

export const words: readonly Word[] = [
  { avoid: /\bg(?:ive|ives|ave|iven|iving) (?:it |them |the money )?back\b/gi, write: 'refund' },
  { avoid: /\bpostm[ae]n\b/gi, write: 'delivery' },
  { avoid: /\bsweeps?\b|\bswept\b/gi, write: 'audit' },
  {
    avoid: /\bside by side\b.{0,20}\blaid\b|\bla(?:y|ys|id)\b.{0,60}\bside by side\b/gi,
    write: 'compare',
  },
  { avoid: /\b(?:come|comes|came) between\b/gi, write: 'version conflict' },
  { avoid: /\bbr(?:ought|ings?) the news\b|\bthe news\b/gi, write: 'trigger' },
  { avoid: /\b(?:is|are|was|were|be|been|being) told\b/gi, write: 'notified, logged, reported' },
  { avoid: /\btold (?:by|to)\b/gi, write: 'notified, logged, reported' },
  { avoid: /\banew\b/gi, write: 'again' },
  { avoid: /\bmend(?:s|ed|ing)?\b/gi, write: 'fix' },
  { avoid: /\bgo(?:es)? on with\b|\bgone on with\b/gi, write: 'continue' },
  { avoid: /\bin life\b/gi, write: 'in production' },
  { avoid: /\bwizard(?:ry)?\b|\bmagic(?:al)?\b/gi, write: 'what it does' },
]

/** Parts of a name: `postmanOf`, `give-back`. */
export const nameParts: readonly Word[] = [
  { avoid: /postman/gi, write: 'delivery' },
  { avoid: /give-?back/gi, write: 'refund' },
]

/** Folders (without those inside them) whose comments and names are not clean yet. Clean one, and take it off the list. */
export const notYetClean: readonly string[] = [
  'e2e/bench',
  'e2e/bench/browser',
  'e2e/bench/server',
  'e2e/faults',
  'e2e/faults/books',
  'e2e/faults/people',
  'e2e/faults/rules',
  'e2e/faults/schedule',
  'e2e/faults/stack',
  'e2e/journeys/omise-compatible',
  'e2e/journeys/page',
  'e2e/journeys/script',
  'e2e/simulation',
  'e2e/simulation/rules',
  'e2e/support',
  'e2e/visual',
  'public/merchant',
  'public/playground',
  'server-example/checkout/order',
  'server-example/checkout/refunds',
  'server-example/doctor/checks',
  'server-example/doctor/test-support',
  'server-example/package',
  'server-example/playground',
  'server-example/simulator',
  'server-example/simulator/http',
  'server-example/simulator/money',
  'server-example/simulator/official-clients',
  'server-example/start',
  'server-example/store',
  'server-example/store/orders',
  'server-example/store/outbox',
  'server-example/store/postgres',
  'server-example/store/sqlite',
  'server-example/tests',
  'widget/checkout/test-support',
  'widget/first',
  'widget/omise-compatible',
  'widget/script',
]
