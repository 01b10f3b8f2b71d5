import { isIP } from 'node:net'
import { connect } from 'node:tls'
import type { CertificateState } from '../platform/system.ts'

const patience = 3000
const keptFor = 3_600_000
/** What could not be looked at is looked at again sooner. */
const askedAgain = 300_000

/**
 * Looks at the certificate that the public address shows, at most once an hour; nothing but the greeting of TLS is spoken.
 * null for an address without encryption.
 */
export function certificateWatch(address: URL): () => Promise<CertificateState | null> {
  let known: Promise<CertificateState> | undefined
  let until = 0
  return async () => {
    if (address.protocol !== 'https:') return null
    if (!known || Date.now() > until) {
      known = look(address)
      until = Date.now() + keptFor
      void known.then((state) => {
        if (state.until === null) until = Date.now() + askedAgain
      })
    }
    return known
  }
}

function look({ hostname, port }: URL): Promise<CertificateState> {
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port) || 443,
      ...(!isIP(host) && { servername: host }),
      // One that nobody believes is looked at as well, and said to be so.
      rejectUnauthorized: false,
      timeout: patience,
    })
    const end = (state: CertificateState) => {
      socket.destroy()
      resolve(state)
    }
    const nothing = () => end({ until: null, trusted: false })
    socket.once('secureConnect', () => {
      const end_at = Date.parse(socket.getPeerCertificate().valid_to)
      if (Number.isNaN(end_at)) nothing()
      else end({ until: new Date(end_at).toISOString(), trusted: socket.authorized })
    })
    socket.once('timeout', nothing)
    socket.once('error', nothing)
  })
}
