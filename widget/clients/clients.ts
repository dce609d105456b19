export { createMerchantClient } from './merchant.ts'
export { createOmiseClient } from './omise.ts'

/** Makes them ready, because they are going to be needed. (In the script they are a file of their own: `script/clients.ts`.) */
export function prepareClients(): void {}
