import type * as whole from '../clients/clients.ts'
import { clientsFile } from '../first/later-files.ts'

/*
 * Stands in for `clients/clients.ts` where the clients are a file of their own:
 * most buyers who see a form never send it. A request waits for the file, and
 * fails with `script_incomplete` where it does not come: nothing was sent then.
 */

export const prepareClients: typeof whole.prepareClients = clientsFile.prepare

export const createOmiseClient: typeof whole.createOmiseClient = (options) => ({
  createSource: async (...request) => {
    const { createOmiseClient } = await clientsFile.bring()
    return createOmiseClient(options).createSource(...request)
  },
})

export const createMerchantClient: typeof whole.createMerchantClient = (options) => {
  const bring = async () => (await clientsFile.bring()).createMerchantClient(options)
  return {
    createCharge: async (...request) => (await bring()).createCharge(...request),
    getPayment: async (...request) => (await bring()).getPayment(...request),
  }
}
