import { guardHeaders } from '../graphql.ts'
import { signInAgain } from '../shell/sign-in-again.ts'
import { sealOf } from './seal.ts'
import type { Seal } from './seal.ts'

const retryAfter = [1_000, 3_000, 10_000, 30_000]

/**
 * The seal of an account, whose secret the server gives to nobody else: without a session of that account nothing on
 * the device can be read. Waits for the line where there is none. Null where nothing can be sealed (an address without
 * encryption), or where nobody signs in again: then nothing is kept.
 */
export async function sealFor(account: string): Promise<Seal | null> {
  if (!globalThis.crypto.subtle) return null
  for (let turn = 0; ; turn++) {
    const secret = await secretOf(account)
    if (secret instanceof ArrayBuffer) return sealOf(secret)
    if (secret === 'nobody' && !(await signInAgain())) return null
    if (secret === 'later') await lineOr(retryAfter[Math.min(turn, retryAfter.length - 1)]!)
  }
}

async function secretOf(account: string): Promise<ArrayBuffer | 'nobody' | 'later'> {
  try {
    const response = await fetch('/session/device-secret', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', ...guardHeaders },
      body: JSON.stringify({ account }),
    })
    if (response.status === 401) return 'nobody'
    return response.ok ? await response.arrayBuffer() : 'later'
  } catch {
    return 'later'
  }
}

/** Some time, or until the line is back. */
const lineOr = (delay: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(go, delay)
    addEventListener('online', go, { once: true })
    function go() {
      clearTimeout(timer)
      removeEventListener('online', go)
      resolve()
    }
  })
