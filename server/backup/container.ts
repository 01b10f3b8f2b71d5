import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { extract, pack } from 'tar-stream'

/** Adds an entry to a backup: its name and its bytes. */
export type AddEntry = (name: string, content: Uint8Array) => Promise<void>

/** A new pair of keys of the age format (https://age-encryption.org/v1): whoever has the recipient writes backups, only the identity opens them. */
export async function newKeys(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** The identity in a file of keys; its other lines are for people. Throws where there is none. */
export function identityIn(file: string): string {
  const identity = readFileSync(file, 'utf8').match(/^AGE-SECRET-KEY-\S+$/m)?.[0]
  if (!identity) throw new Error(`${file} holds no key.`)
  return identity
}

/**
 * Writes a backup: a tar, compressed (zstd), encrypted (age). It is written beside, flushed and then renamed, so that a
 * file of this name is whole. Opened by hand: `age -d -i key FILE | zstd -d | tar x`.
 */
export async function writeContainer(
  path: string,
  recipient: string,
  fill: (add: AddEntry) => Promise<void>,
): Promise<void> {
  const half = `${path}.half`
  const archive = pack()
  const add: AddEntry = (name, content) =>
    new Promise((resolve, reject) => {
      // The callback comes when the bytes have gone on: a slow disk holds the reader back.
      archive.entry({ name, size: content.length }, Buffer.from(content), (error) =>
        error ? reject(error) : resolve(),
      )
    })
  try {
    const filling = fill(add).then(
      () => archive.finalize(),
      (error: Error) => archive.destroy(error),
    )
    const compressed = pipeline(archive, createZstdCompress(), (packed) => encrypted(packed, recipient, half))
    await Promise.all([filling, compressed])
  } catch (error) {
    await rm(half, { force: true })
    throw error
  }
  await rename(half, path)
}

async function encrypted(content: AsyncIterable<Uint8Array>, recipient: string, path: string): Promise<void> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const sealed = await encrypter.encrypt(Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>)
  await pipeline(Readable.fromWeb(sealed as never), createWriteStream(path, { mode: 0o600, flush: true }))
}

/** Reads a backup entry by entry, in their order. Throws where the key does not fit or a byte is not as it was written. */
export async function readContainer(
  path: string,
  identity: string,
  each: (name: string, content: Buffer) => Promise<void>,
): Promise<void> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const opened = await decrypter
    .decrypt(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>)
    .catch((error: unknown) => {
      throw new Error(`${path} cannot be opened with this key.`, { cause: error })
    })
  const archive = extract()
  const read = pipeline(Readable.fromWeb(opened as never), createZstdDecompress(), archive)
  read.catch((error: Error) => archive.destroy(error))
  for await (const entry of archive) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    await each(entry.header.name, Buffer.concat(chunks))
  }
  await read
}
