import { useEffect, useState } from 'react'

/** Since when the line is gone, or undefined while it is there. */
export function useOffline(): Date | undefined {
  const [since, setSince] = useState(() => (navigator.onLine ? undefined : new Date()))
  useEffect(() => {
    const gone = () => setSince(new Date())
    const back = () => setSince(undefined)
    addEventListener('offline', gone)
    addEventListener('online', back)
    return () => {
      removeEventListener('offline', gone)
      removeEventListener('online', back)
    }
  }, [])
  return since
}
