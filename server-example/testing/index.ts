/** `truemoney-checkout-server/testing`: what a shop's own tests need; no account, no keys, no network. */
export { type DecidedOrder, failOrder, type OrderToPay, payOrder } from './buyer.ts'
export { startSimulator, type TestSimulator, type TestSimulatorOptions } from './simulator.ts'
