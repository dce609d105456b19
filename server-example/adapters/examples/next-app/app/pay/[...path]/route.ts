import { checkoutHandlers } from '../../../../../next.ts'
import { openCheckout } from '../../../checkout.ts'

export const { GET, POST, PATCH, DELETE, OPTIONS } = checkoutHandlers(openCheckout)
export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'
