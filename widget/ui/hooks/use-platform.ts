import { useLayoutEffect, useState } from 'preact/hooks'
import { type Platform, platformOf } from '../../core/platform.ts'

/** Returns the platform of the buyer's device, after the first render: hydration needs the server's markup. */
export function usePlatform(): Platform {
  const [platform, setPlatform] = useState<Platform>('computer')
  useLayoutEffect(() => setPlatform(platformOf(navigator)), [])
  return platform
}
