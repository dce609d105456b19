import { useLayoutEffect, useState } from 'preact/hooks'

/** Returns whether the device reports no network, and follows changes. */
export function useOffline(): boolean {
  const [isOffline, setIsOffline] = useState(false)

  useLayoutEffect(() => {
    const read = () => setIsOffline(!navigator.onLine)
    read()
    window.addEventListener('online', read)
    window.addEventListener('offline', read)
    return () => {
      window.removeEventListener('online', read)
      window.removeEventListener('offline', read)
    }
  }, [])

  return isOffline
}
