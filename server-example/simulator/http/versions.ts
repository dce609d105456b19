import { Refusal } from './refusal.ts'

/** The two shapes of the API that have TrueMoney. */
export const apiVersions = ['2017-11-02', '2019-05-29'] as const
export type ApiVersion = (typeof apiVersions)[number]
export const newestVersion: ApiVersion = '2019-05-29'

export function isApiVersion(text: string): text is ApiVersion {
  return apiVersions.some((version) => version === text)
}

/** The version a request is answered in. Refusing any other one is our choice: what Omise answers to
 * an unknown version is not documented, and 2014-07-27 and 2015-11-17 have no TrueMoney. */
export function chooseVersion(header: string | undefined, accountDefault: ApiVersion) {
  if (header === undefined || header === '') return accountDefault
  if (isApiVersion(header)) return header
  return new Refusal(
    'bad_request',
    `API version ${header} is not simulated: use ${apiVersions.join(' or ')}`,
  )
}
