import { useSyncExternalStore } from 'react'

/** One waiting for the person to sign in again; all requests refused meanwhile wait for the same answer. */
interface Waiting {
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

/** Asks the person to sign in again, over the page. False: nobody was signed in, or they gave up. */
export function signInAgain(): Promise<boolean> {
  if (!signedIn) return Promise.resolve(false)
  if (!waiting) {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    waiting = { promise, settle: resolve }
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

/** Whether the dialog is wanted now. */
export function useSignInWanted(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting !== undefined,
  )
}

function tell() {
  for (const listener of listeners) listener()
}
