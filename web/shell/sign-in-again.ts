import { useSyncExternalStore } from 'react'

/** What is wanted of the person: a new session, or password and code once more for an act of long consequence. */
export type Wanted = 'session' | 'proof'

/** One waiting for the person to sign in again; all requests refused meanwhile wait for the same answer. */
interface Waiting {
  wanted: Wanted
  promise: Promise<boolean>
  settle: (signedIn: boolean) => void
}

const listeners = new Set<() => void>()
let waiting: Waiting | undefined
let signedIn = false

/** Tells that somebody is signed in, so that a refusal means an ended session and not a visitor. */
export function rememberSignedIn(value: boolean): void {
  signedIn = value
}

/** Asks the person to sign in again or to prove it is them, over the page. False: nobody was signed in, or they gave up. */
export function signInAgain(wanted: Wanted = 'session'): Promise<boolean> {
  if (!signedIn) return Promise.resolve(false)
  if (!waiting) {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    waiting = { wanted, promise, settle: resolve }
    tell()
  }
  return waiting.promise
}

/** Answers everyone who waits. */
export function settleSignIn(answer: boolean): void {
  waiting?.settle(answer)
  waiting = undefined
  tell()
}

/** What the dialog is to ask for now; null where it is not wanted. */
export function useSignInWanted(): Wanted | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting?.wanted ?? null,
  )
}

function tell() {
  for (const listener of listeners) listener()
}
