/** `truemoney-checkout-server`: the companion server as a library, for a shop that has an app already. */

export { optionsFromEnv } from './config/options-from-env.ts'
export type { Connection } from './http/request/client-address.ts'
export type { DeliveryContext } from './shop/delivery.ts'
export type { EventType, ShopEvent } from './shop/event.ts'
export type { EventHandler, EventHandlers } from './shop/handlers-channel.ts'
export type { NewOrder, OrderChange, OrderName } from './shop/order-input.ts'
export type { OrderDetails, ShopOrder } from './shop/order-view.ts'
export type { CreatedShopOrder, Orders } from './shop/orders.ts'
export type { NewRefund, Refunds, ShopRefund } from './shop/refunds.ts'
export { ShopError, type ShopErrorCode } from './shop/shop-error.ts'
export {
  type CheckoutOptions,
  type CheckoutServer,
  createCheckoutServer,
} from './start/create-checkout-server.ts'
