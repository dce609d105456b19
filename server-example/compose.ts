/**
 * The one composition of the server's parts. Production, the demo, the route tests and the fault
 * suite all use it: they differ in what is passed in, never in how it is joined.
 */

import { auditWhenDue, runDailyAudits } from './checkout/audit/audit.ts'
import type { CreateChargeDeps } from './checkout/charge-request.ts'
import { checkedProvider } from './checkout/checked-provider.ts'
import { createChargeFinder } from './checkout/find-charge.ts'
import { withTrigger } from './checkout/order/changes.ts'
import { createOrderTokens } from './checkout/order/order-token.ts'
import type { Trigger } from './checkout/order/trigger.ts'
import type { PaymentProvider } from './checkout/provider.ts'
import { createPaymentReader } from './checkout/read-payment.ts'
import { reconcileAllDue, runReconciler } from './checkout/reconciler.ts'
import { createApp } from './http/app.ts'
import type { Connection } from './http/request/client-address.ts'
import { withRequestIds } from './http/request/request-context.ts'
import { createChargeAdmission } from './limits/charge-admission.ts'
import { createOfferedMethods } from './methods/offered-methods.ts'
import { createQrLinks } from './methods/qr-links.ts'
import { measuredProvider } from './metrics/measured-provider.ts'
import { measuredStore } from './metrics/measured-store.ts'
import type { Outside, Settings, Storage } from './outside.ts'
import { createOrders, type Orders } from './shop/orders.ts'
import { createRefunds, type Refunds } from './shop/refunds.ts'
import { createDeliveries } from './shop/run-deliveries.ts'
import { createOrderBook } from './store/orders/order-book.ts'
import { createOrderStore } from './store/orders/order-store.ts'
import { createOutbox } from './store/outbox/outbox.ts'
import { createTransactedDelivery } from './store/outbox/shop-transaction.ts'

export type Composition = {
  readonly orders: Orders
  readonly refunds: Refunds
  /** `connection` is what the socket knows of the request; rate limits count by it. */
  fetch(request: Request, connection?: Connection): Response | Promise<Response>
  /** The checkout's parts for calls that `by` triggers: each save records it. */
  checkout(by: Trigger): CreateChargeDeps
  /** Reconciles what is due until the signal aborts. */
  runReconciler(signal: AbortSignal): Promise<void>
  /** Audits once a day until the signal aborts. */
  runDailyAudits(signal: AbortSignal): Promise<void>
  /** Registers the channels, so that events that happen from now on are delivered through them. */
  registerChannels(): Promise<void>
  /** Delivers events to the shop until the signal aborts. */
  runDeliveries(signal: AbortSignal): Promise<void>
  /** Refuses requests from now on, with 503: another process has to take them. */
  refuseRequests(): void
}

export function compose(settings: Settings, { database, ...outside }: Outside): Composition {
  return composeOn(
    {
      openOrders: (onEvents) => createOrderStore(database, onEvents),
      outbox: createOutbox(database),
      transacted: createTransactedDelivery(database),
      orderBook: createOrderBook(database),
    },
    settings,
    outside,
  )
}

/** The same composition on any storage: the simulation passes a model of the database. */
export function composeOn(
  storage: Storage,
  settings: Settings,
  outside: Omit<Outside, 'database'>,
): Composition {
  const { outbox, orderBook } = storage
  const { clock, ids, metrics, waits } = outside
  const logger = withRequestIds(outside.logger)
  const deliveries = createDeliveries({
    outbox,
    transacted: storage.transacted,
    channels: outside.channels,
    clock,
    logger: outside.logger,
    options: waits.deliveries,
    observe: (channel, result) => metrics?.delivery(channel, result),
  })
  const plainStore = storage.openOrders(deliveries.wake)
  const store = metrics === undefined ? plainStore : measuredStore(plainStore, metrics)
  const findCharge = createChargeFinder({
    provider: measured('clock'),
    clock,
    pauseMs: waits.listPauseMs,
    claim: store.claimListReading,
  })
  const admitCharge = createChargeAdmission(outside.limiter, settings.omise.secretKey)
  let isStopping = false
  const qrLinks = createQrLinks({
    secret: settings.omise.secretKey,
    publicUrl: settings.publicUrl,
  })
  const poll = {
    minIntervalMs: waits.pollIntervalMs,
    patienceMs: waits.pollPatienceMs,
    qrCodeOf: qrLinks.codeOf,
  }

  const orders = createOrders({
    ...checkout('merchant'),
    tokens: createOrderTokens(settings.omise.secretKey),
    limits: settings.limits,
    livemode: !settings.omise.publicKey.startsWith('pkey_test_'),
    readHistory: orderBook.readHistory,
  })
  const amountLimits = {
    minAmount: settings.limits.minAmountSatang,
    maxAmount: settings.limits.maxAmountSatang,
  }
  const refunds = createRefunds(checkout('merchant'))
  const app = createApp({
    runDueWork,
    outbox,
    wakeDeliveries: deliveries.wake,
    orders,
    refunds,
    checkout,
    readPayment: createPaymentReader(checkout('buyer'), poll),
    orderBook,
    qrLinks,
    offeredMethods: createOfferedMethods({
      provider: measured('buyer'),
      clock,
      logger,
      configured: settings.methods,
      limits: amountLimits,
    }),
    publicConfig: {
      publicKey: settings.omise.publicKey,
      omiseUrl: settings.omise.apiUrl,
      currency: 'THB',
      limits: amountLimits,
      authorizeHosts: [...settings.authorizeHosts],
    },
    publicUrl: settings.publicUrl,
    returnPage: settings.returnPage,
    merchantToken: settings.merchantToken,
    merchantPage: settings.merchantPage,
    serverMakesSources: settings.serverMakesSources,
    webhookVerification: settings.webhookVerification,
    pages: {
      folders: settings.pageFolders,
      connectTo: [settings.omise.apiUrl],
      sharedFiles: settings.allowedOrigins.length > 0,
    },
    door: {
      allowedOrigins: settings.allowedOrigins,
      trustedProxies: settings.trustedProxies,
      limiter: outside.limiter,
      readiness: async () => (isStopping ? 'stopping' : outside.readiness()),
      isStopping: () => isStopping,
      observe: (answered) => metrics?.request(answered),
      observeWebhook: (outcome) => metrics?.webhook(outcome),
    },
  })

  return {
    fetch: app.fetch,
    orders,
    refunds,
    checkout,
    runReconciler: (signal) => runReconciler(checkout('clock'), waits.reconciler, signal),
    async registerChannels() {
      for (const { name } of outside.channels) await outbox.registerChannel(name, clock.now())
    },
    runDeliveries: deliveries.run,
    runDailyAudits: (signal) => runDailyAudits(checkout('sweep'), signal),
    refuseRequests() {
      isStopping = true
    },
  }

  /** Does all scheduled work that is due, once: for platforms whose processes do not live between requests. */
  async function runDueWork(signal: AbortSignal): Promise<{ orders: number; events: number }> {
    const orders = await reconcileAllDue(checkout('clock'), waits.reconciler, signal)
    if (!signal.aborted) await auditWhenDue(checkout('sweep'), signal)
    return { orders, events: await deliveries.runDue(signal) }
  }

  function checkout(by: Trigger): CreateChargeDeps {
    return withTrigger(by, {
      store,
      provider: measured(by),
      findCharge,
      shopName: settings.shopName ?? null,
      omiseAheadMs: outside.omiseAheadMs,
      clock,
      ids,
      logger,
      abandonAfterMs: waits.abandonAfterMs,
      waitForOtherMs: waits.waitForOtherMs,
      admitCharge,
    })
  }

  function measured(by: Trigger): PaymentProvider {
    const provider = checkedProvider(outside.provider(by))
    return metrics === undefined ? provider : measuredProvider(provider, metrics)
  }
}
