import { useEffect } from 'react'
import { commit } from './grid-state.ts'
import type { GridStore } from './grid-store.ts'

/** Leaving the page in whatever way takes what is being typed into its cell first, so that it is not lost. */
export function useLeaving(store: GridStore): void {
  useEffect(() => {
    const leave = () => store.run(commit, true)
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [store])
}
