/** With `PUBLIC_URL=https://shop.example/pay`, everything below `/pay` that is the checkout's. */
export { GET, OPTIONS, POST } from '../../../next.ts'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'
