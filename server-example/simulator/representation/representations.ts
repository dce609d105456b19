import type { ApiVersion } from '../http/versions.ts'
import type { Representation } from './representation.ts'
import { representation2017 } from './representation-2017.ts'
import { representation2019 } from './representation-2019.ts'

const representations: Record<ApiVersion, Representation> = {
  '2017-11-02': representation2017,
  '2019-05-29': representation2019,
}

export function representationOf(version: ApiVersion): Representation {
  return representations[version]
}
