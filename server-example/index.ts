/** `truemoney-checkout-server`: the companion server as a library, for a shop that has an app already. */
export {
  type CheckoutOptions,
  type CheckoutServer,
  createCheckoutServer,
} from './create-checkout-server.ts'
export type { Connection } from './http/client-address.ts'
export { optionsFromEnv } from './options-from-env.ts'
export type { DeliveryContext } from './shop/delivery.ts'
export type { EventType, ShopEvent } from './shop/event.ts'
export type { EventHandler, EventHandlers } from './shop/handlers-channel.ts'
export type { NewOrder, OrderChange, OrderName } from './shop/order-input.ts'
export type { OrderDetails, ShopOrder } from './shop/order-view.ts'
export type { CreatedShopOrder, Orders } from './shop/orders.ts'
export type { NewRefund, Refunds, ShopRefund } from './shop/refunds.ts'
export { ShopError, type ShopErrorCode } from './shop/shop-error.ts'
