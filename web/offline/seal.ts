/** What a device keeps of something: bytes that say nothing without the account's key. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  bytes: ArrayBuffer
}

/** Closes and opens what one account keeps on a device. */
export interface Seal {
  /** Under which name the account's records lie; it does not say whose they are. */
  owner: string
  /** The name of a record: the same for the same text, and telling nothing of it. */
  nameOf(text: string): Promise<string>
  close(value: unknown, name: string): Promise<Sealed>
  /** What was closed under that name; throws where another key or another name closed it. */
  open(sealed: Sealed, name: string): Promise<unknown>
}

/** A multiple of this many bytes is kept, so that the length of a mark is not told either. */
const block = 256

/** Makes the seal of an account from the secret that the server gives it. The keys cannot be read out of the browser. */
export async function sealOf(secret: BufferSource): Promise<Seal> {
  const { subtle } = crypto
  const base = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const part = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytesOf(info) })
  const content = await subtle.deriveKey(part('content'), base, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const naming = await subtle.deriveKey(part('names'), base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, [
    'sign',
  ])
  const nameOf = async (text: string) => hex(await subtle.sign('HMAC', naming, bytesOf(text)))
  return {
    owner: await nameOf('owner'),
    nameOf,
    async close(value, name) {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const bytes = await subtle.encrypt(cipher(iv, name), content, padded(bytesOf(JSON.stringify(value))))
      return { iv, bytes }
    },
    async open({ iv, bytes }, name) {
      return JSON.parse(new TextDecoder().decode(await subtle.decrypt(cipher(iv, name), content, bytes)))
    },
  }
}

/** The name is part of what is sealed: a record cannot be laid in another's place. */
const cipher = (iv: Uint8Array<ArrayBuffer>, name: string) => ({ name: 'AES-GCM', iv, additionalData: bytesOf(name) })

function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(Math.ceil(bytes.length / block) * block).fill(0x20)
  whole.set(bytes)
  return whole
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
