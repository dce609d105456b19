import { Hono } from 'hono'
import { ShopError } from '../../shop/shop-error.ts'
import { shopProblem } from '../merchant/shop-problem.ts'
import { refuseForeignOrigins } from './origins.ts'
import { HttpProblem, problemResponse } from './problem.ts'
import { securityHeaders } from './security-headers.ts'

/**
 * Returns an app for routes around the server (the demo's): pages of other
 * sites are refused, and every refusal is a problem document.
 */
export function problemApp(publicUrl: string): Hono {
  const app = new Hono()
  app.use(securityHeaders())
  app.use(refuseForeignOrigins({ publicUrl, allowedOrigins: [] }))
  app.notFound(() =>
    problemResponse(new HttpProblem('not_found', 'There is nothing at this address.')),
  )
  app.onError((error) => {
    if (error instanceof HttpProblem) return problemResponse(error)
    if (error instanceof ShopError) return problemResponse(shopProblem(error))
    return problemResponse(new HttpProblem('internal_error', error.message))
  })
  return app
}
