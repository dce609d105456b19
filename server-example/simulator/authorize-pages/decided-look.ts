import { frame, type PageFacts, paymentFacts } from './frame.ts'
import { html } from './markup.ts'

/** What a charge that is decided shows to who comes again. */
export function decidedLook(
  look: PageFacts & {
    status: keyof PageFacts['texts']['decided']
    returnUri: string | null
    /** The shop's page is open elsewhere. */
    isOtherDevice?: boolean
    query?: string
  },
): string {
  const { texts, language, status, returnUri } = look
  return frame(
    { texts, language, query: look.query ?? 'look=test', title: texts.decided[status] },
    html`<h1>${texts.decided[status]}</h1>
      <p class="intro">${look.isOtherDevice === true ? texts.decidedElsewhere : texts.decidedDetail}</p>
      ${paymentFacts(look)}
      ${returnUri === null ? null : html`<p class="back"><a href="${returnUri}">${texts.backToShop}</a></p>`}`,
  )
}

export function missingLook(look: Pick<PageFacts, 'texts' | 'language'>): string {
  const { texts, language } = look
  return frame(
    { texts, language, query: '', title: texts.missingTitle },
    html`<h1>${texts.missingTitle}</h1>
      <p class="intro">${texts.missingDetail}</p>`,
  )
}
