/** `npm run test:live`: the client's contract against Omise's own test mode. Needs test keys and a network. */
import { Agent } from 'undici'
import { describeOmise } from './client.contract.ts'
import { createOmiseClient } from './client.ts'

const publicKey = process.env.OMISE_PUBLIC_KEY ?? ''
const secretKey = process.env.OMISE_SECRET_KEY ?? ''
const apiUrl = process.env.OMISE_API_URL ?? 'https://api.omise.co'

// Not live ones: the contract makes charges.
if (!publicKey.startsWith('pkey_test_') || !secretKey.startsWith('skey_test_'))
  throw new Error(
    'Expected test keys in OMISE_PUBLIC_KEY (pkey_test_…) and OMISE_SECRET_KEY (skey_test_…).',
  )

for (const apiVersion of ['2017-11-02', '2019-05-29'])
  describeOmise(`Omise client, ${apiUrl}, ${apiVersion}`, async () => ({
    client: createOmiseClient({
      apiUrl,
      secretKey,
      apiVersion,
      dispatcher: new Agent(),
      timeoutMs: 30_000,
    }),
    apiUrl,
    publicKey,
  }))
