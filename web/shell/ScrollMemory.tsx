import { useEffect } from 'react'

/**
 * Keeps the place on the page: going on starts at the top, going back returns to where one was, even when the rows
 * come later than the page. Positions are kept by history entry for the life of the tab.
 */
export function ScrollMemory() {
  useEffect(() => {
    history.scrollRestoration = 'manual'
    const positions = new Map<number, number>()
    let entry = entryIndex() ?? 0
    let path = location.pathname
    if (entryIndex() === undefined) history.replaceState(numbered(0), '')

    const remember = () => positions.set(entry, scrollY)
    const onPush = () => {
      if (entryIndex() !== undefined) return
      // A scroll is told a frame later, when the page that was scrolled may be gone.
      remember()
      entry += 1
      history.replaceState(numbered(entry), '')
      if (location.pathname !== path) scrollTo(0, 0)
      path = location.pathname
    }
    const onPop = () => {
      entry = entryIndex() ?? 0
      path = location.pathname
      returnTo(positions.get(entry) ?? 0)
    }
    addEventListener('scroll', remember, { passive: true })
    addEventListener('pushState', onPush)
    addEventListener('popstate', onPop)
    return () => {
      removeEventListener('scroll', remember)
      removeEventListener('pushState', onPush)
      removeEventListener('popstate', onPop)
    }
  }, [])
  return null
}

/** Scrolls as soon as the page is long enough; gives up after five seconds or when the person scrolls themselves. */
function returnTo(top: number) {
  const end = performance.now() + 5000
  let own = false
  const stop = () => {
    own = true
  }
  addEventListener('wheel', stop, { once: true, passive: true })
  addEventListener('touchmove', stop, { once: true, passive: true })
  const attempt = () => {
    if (own) return
    if (document.documentElement.scrollHeight - innerHeight >= top) scrollTo(0, top)
    else if (performance.now() < end) requestAnimationFrame(attempt)
  }
  requestAnimationFrame(attempt)
}

function entryIndex(): number | undefined {
  const state: unknown = history.state
  const isNumbered = typeof state === 'object' && state !== null && 'entry' in state
  return isNumbered && typeof state.entry === 'number' ? state.entry : undefined
}

function numbered(entry: number) {
  const state: unknown = history.state
  return typeof state === 'object' ? { ...state, entry } : { entry }
}
