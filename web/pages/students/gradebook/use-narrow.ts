import { useSyncExternalStore } from 'react'

const query = matchMedia('(max-width: 719px)')

/** Whether the page stands on a phone: below 720 px the grid becomes one column at a time. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => query.matches,
  )
}
