import type { Account } from '../account.ts'
import type { JsonObject } from './representation.ts'

/** As recorded in 2017. */
export function account2017(_account: Account): JsonObject {
  return {
    object: 'account',
    id: accountId,
    livemode: false,
    location: '/account',
    email,
    currency: 'thb',
    supported_currencies: ['thb'],
    created: createdAt,
  }
}

/** As recorded in 2025, in that order. That the currency stays THB elsewhere is our choice. */
export function account2019(account: Account): JsonObject {
  return {
    object: 'account',
    id: accountId,
    team: 'acct_5simulatedmerchant1',
    livemode: false,
    location: '/account',
    country: account.country,
    currency: 'THB',
    email,
    created_at: createdAt,
    supported_currencies: ['THB'],
    api_version: account.apiVersion,
    auto_activate_recipients: false,
    chain_enabled: false,
    zero_interest_installments: false,
    chain_return_uri: null,
    webhook_uri: account.webhookUrl,
    metadata_export_keys: { charge: [], transfer: [], refund: [], dispute: [] },
    chaining_allowed: false,
    last_updated_api_version: null,
    transfer_config: null,
  }
}

/** `limits` of `/capability`, as recorded in 2025. */
export function limitsOf({ limits }: Account): JsonObject {
  return {
    charge_amount: { max: limits.chargeAmount.max, min: limits.chargeAmount.min },
    transfer_amount: { max: 100_000_000_000, min: 3000 },
    installment_amount: { min: 200_000 },
  }
}

const accountId = 'account_test_5simulatedmerchant1'
const email = 'merchant@shop.example'
const createdAt = '2025-01-13T02:42:11Z'
