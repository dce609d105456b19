/** The merchant whose server is measured: as in production, but for limits that one machine alone would reach. */
export const webhookSecret = Buffer.from('the webhook secret of the bench').toString('base64')

export function serverSettings(databaseUrl: string, omiseUrl: string): Record<string, string> {
  const most = '1000000'
  return {
    DATABASE_URL: databaseUrl,
    OMISE_API_URL: omiseUrl,
    OMISE_PUBLIC_KEY: 'pkey_test_5fxbench00000001',
    OMISE_SECRET_KEY: 'skey_test_5fxbench00000002',
    OMISE_WEBHOOK_SECRET: webhookSecret,
    PUBLIC_URL: 'http://shop.test',
    RATE_LIMIT_CHARGES: most,
    RATE_LIMIT_PAYMENTS: most,
    RATE_LIMIT_WEBHOOKS: most,
  }
}
