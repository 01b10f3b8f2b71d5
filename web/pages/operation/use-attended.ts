import { useEffect, useState } from 'react'

/**
 * Calls `refresh` every so many ms while the page is in sight and somebody was at it within ten minutes; says whether it
 * still does. A page that asks for ever would keep the session of one who has left.
 */
export function useAttended(refresh: () => void, every: number): boolean {
  const [attended, setAttended] = useState(true)
  useEffect(() => {
    let last = Date.now()
    const touch = () => {
      last = Date.now()
      setAttended(true)
    }
    const timer = setInterval(() => {
      if (Date.now() - last > leftAfter) setAttended(false)
      else if (document.visibilityState === 'visible') refresh()
    }, every)
    const events = ['pointerdown', 'pointermove', 'keydown', 'scroll'] as const
    for (const event of events) addEventListener(event, touch, { passive: true })
    return () => {
      clearInterval(timer)
      for (const event of events) removeEventListener(event, touch)
    }
  }, [refresh, every])
  return attended
}

const leftAfter = 600_000
