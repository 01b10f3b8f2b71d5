import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { encodeCBOR, type CBORType } from '@levischuck/tiny-cbor'

const userPresent = 0x01
const userVerified = 0x04
const keyIncluded = 0x40

/** A device with one passkey, in software: what a phone answers to WebAuthn's questions, byte for byte (ES256, no attestation). */
export interface Authenticator {
  id: string
  /** How often it has signed. */
  count: number
  /** RegistrationResponseJSON for creation options. */
  create(options: { challenge: string; rp: { id?: string } }, at?: Partial<Situation>): object
  /** AuthenticationResponseJSON for request options. */
  answer(options: { challenge: string; rpId?: string }, at?: Partial<Situation>): object
}

/** Where and how the person is asked: the page's origin, and whether the device has seen finger, face or PIN. */
interface Situation {
  origin: string
  verified: boolean
}

/** Makes a device; `origin` is that of the page on which it is used. */
export function anAuthenticator(origin: string): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  const device: Authenticator = {
    id: id.toString('base64url'),
    count: 0,
    create({ challenge, rp }, at) {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)])
      const data = Buffer.concat([head(rp.id ?? '', keyIncluded, at?.verified ?? true, device.count), attested])
      const object = encodeCBOR(
        new Map<string, CBORType>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', new Uint8Array(data)],
        ]),
      )
      return {
        ...named(id),
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, at?.origin ?? origin).toString('base64url'),
          attestationObject: Buffer.from(object).toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    answer({ challenge, rpId = '' }, at) {
      device.count += 1
      const data = head(rpId, 0, at?.verified ?? true, device.count)
      const client = clientData('webauthn.get', challenge, at?.origin ?? origin)
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      return {
        ...named(id),
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
        },
      }
    },
  }
  return device
}

const named = (id: Buffer) => ({
  id: id.toString('base64url'),
  rawId: id.toString('base64url'),
  type: 'public-key',
  clientExtensionResults: {},
})

const clientData = (type: string, challenge: string, origin: string): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

function head(rpId: string, flags: number, verified: boolean, count: number): Buffer {
  const rest = Buffer.alloc(5)
  rest.writeUInt8(flags | userPresent | (verified ? userVerified : 0), 0)
  rest.writeUInt32BE(count, 1)
  return Buffer.concat([createHash('sha256').update(rpId).digest(), rest])
}

/** COSE_Key of an EC2 key on P-256 (RFC 9053). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const map = new Map<number, CBORType>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ])
  return Buffer.from(encodeCBOR(map))
}
