import { createCheckoutServer, optionsFromEnv } from '../../../index.ts'
import { oncePerProcess } from '../../next.ts'

export const openCheckout = oncePerProcess(() => createCheckoutServer(optionsFromEnv(process.env)))
