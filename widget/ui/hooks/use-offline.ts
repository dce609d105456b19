import { useLayoutEffect, useState } from 'preact/hooks'

/** Whether the device says that it has no network; followed when that changes. */
export function useOffline(): boolean {
  const [isOffline, setIsOffline] = useState(false)

  useLayoutEffect(() => {
    const look = () => setIsOffline(!navigator.onLine)
    look()
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])

  return isOffline
}
