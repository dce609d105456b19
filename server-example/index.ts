/** `truemoney-checkout-server`: the companion server as a library, for a shop that has an app already. */
export { type EmbeddedServer, embedServer } from './embed.ts'
