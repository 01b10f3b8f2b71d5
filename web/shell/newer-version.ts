import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let offered = false

/** Tells that the server no longer knows what this page asks: a newer version is installed. */
export const offerReload = (): void => set(true)

/** Stays on the page for now; the next refused request offers it again. */
export const stayForNow = (): void => set(false)

/** Whether loading the page again is offered. */
export function useReloadOffered(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => offered,
  )
}

function set(value: boolean): void {
  offered = value
  for (const listener of listeners) listener()
}
