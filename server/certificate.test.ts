import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer as createPlainServer, type AddressInfo, type Server } from 'node:net'
import { createServer } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { certificateWatch } from './certificate.ts'

const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((server) => server.close()))

/** One value of DER (X.690): its tag, its length, its content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

/** A certificate for localhost that nobody but itself vouches for (RFC 5280, the least of it). */
function selfSigned(until: Date): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(0x30, der(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
  const name = der(
    0x30,
    der(0x31, der(0x30, der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('localhost')))),
  )
  const time = (at: Date) => der(0x17, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`))
  const body = der(
    0x30,
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    der(0x30, time(new Date('2026-01-01T00:00:00Z')), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const whole = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, privateKey)))
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`,
  }
}

async function listening(server: Server): Promise<URL> {
  servers.push(server)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return new URL(`https://localhost:${(server.address() as AddressInfo).port}`)
}

test('the end of the certificate is told, and that no browser would believe it; it is asked once an hour', async () => {
  const until = new Date('2031-05-06T07:08:09Z')
  let greetings = 0
  const server = createServer(selfSigned(until), () => greetings++)
  const watch = certificateWatch(await listening(server))
  expect(await watch()).toEqual({ until: until.toISOString(), trusted: false })
  expect(await watch()).toEqual({ until: until.toISOString(), trusted: false })
  expect(greetings).toBeLessThanOrEqual(1)
})

test('where nothing speaks TLS, nothing is known; an address without encryption has none', async () => {
  const plain = createPlainServer((socket) => {
    socket.on('error', () => {})
    socket.end('no')
  })
  expect(await certificateWatch(await listening(plain))()).toEqual({ until: null, trusted: false })
  expect(await certificateWatch(new URL('http://localhost'))()).toBeNull()
})
