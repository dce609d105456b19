import { createMerchantClient } from '../clients/merchant.ts'
import { createOmiseClient } from '../clients/omise.ts'

/** The script's file with what speaks to Omise and to the merchant's server. */
export const clients = { createMerchantClient, createOmiseClient }
