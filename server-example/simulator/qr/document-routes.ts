import type { Hono } from 'hono'
import type { Charge } from '../charges/charges.ts'
import type { Ledger } from '../charges/ledger.ts'
import { type ApiEnv, withQuery } from '../http/answers.ts'
import { Refusal } from '../http/refusal.ts'
import { drawQr } from './image.ts'
import { type ScannableCode, scanUri, showDocument } from './scannable-code.ts'

type Parts = { ledger: Ledger; account: { url: string } }

/** `download_uri`: the picture itself, for whoever has the address. To be added before a key is asked for. */
export function downloadRoute(api: Hono<ApiEnv>, { ledger, account }: Parts): void {
  api.get('/charges/:id/documents/:documentId/downloads/:token', (c) => {
    const charge = ledger.charges.get(c.req.param('id'))
    const code = codeOf(charge, c.req.param('documentId'))
    if (charge === undefined || code?.downloadToken !== c.req.param('token')) return c.notFound()
    const text = scanUri({ reference: charge.reference, url: account.url })
    const { contentType, bytes } = drawQr(text, code.format)
    return c.body(bytes, 200, { 'Content-Type': contentType })
  })
}

/** The document's `location`. */
export function documentRoute(api: Hono<ApiEnv>, { ledger, account }: Parts): void {
  api.get(
    '/charges/:id/documents/:documentId',
    withQuery((c) => {
      const id = c.req.param('documentId') ?? ''
      const charge = ledger.charges.get(c.req.param('id') ?? '')
      const code = codeOf(charge, id)
      if (charge === undefined || code === null) {
        return new Refusal('not_found', `document ${id} was not found`)
      }
      const createdName = c.var.version === '2017-11-02' ? 'created' : 'created_at'
      return showDocument(code, { chargeId: charge.id, url: account.url }, createdName)
    }),
  )
}

function codeOf(charge: Charge | undefined, documentId: string): ScannableCode | null {
  const code = charge?.scannableCode ?? null
  return code?.documentId === documentId ? code : null
}
