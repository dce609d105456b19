/** The made-up merchant of the suite: keys that open nothing but a simulator. */
export const merchantAccount = {
  publicKey: 'pkey_test_5fxfaults00000000001',
  secretKey: 'skey_test_5fxfaults00000000002',
  webhookSecret: Buffer.from('the webhook secret of the fault suite').toString('base64'),
  shopWebhookSecret: Buffer.from('the secret of the shop’s webhooks').toString('base64'),
  merchantToken: 'the-merchant-token-of-the-fault-suite',
  /** What one piece costs. */
  priceSatang: 50_000,
} as const
