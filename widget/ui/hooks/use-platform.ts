import { useLayoutEffect, useState } from 'preact/hooks'
import { type Platform, platformOf } from '../../core/platform.ts'

/** The buyer's device. Not while rendering: a server has another, and the two must begin the same. */
export function usePlatform(): Platform {
  const [platform, setPlatform] = useState<Platform>('computer')
  useLayoutEffect(() => setPlatform(platformOf(navigator)), [])
  return platform
}
