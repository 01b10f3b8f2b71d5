import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** Keeps files by the hash of their content. On disk here; an S3-compatible store fits behind the same three functions. */
export interface FileStore {
  /** Stores a stream and answers its sha-256 (hex) and size; the same content is stored once. */
  put(content: Readable | Uint8Array): Promise<{ sha256: string; size: number }>
  /** Opens a stored file for reading; null when there is none. */
  open(sha256: string): Promise<Readable | null>
  remove(sha256: string): Promise<void>
}

/** A store in a folder: written beside, flushed, then renamed, so that a file is whole or absent. */
export function openFileStore(folder: string): FileStore {
  const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  return {
    async put(content) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const half = join(folder, `half-${randomUUID()}`)
      const hash = createHash('sha256')
      let size = 0
      const file = await open(half, 'wx', 0o600)
      try {
        for await (const chunk of content instanceof Uint8Array ? [content] : content) {
          hash.update(chunk)
          size += chunk.length
          await file.write(chunk)
        }
        await file.sync()
      } catch (error) {
        await rm(half, { force: true })
        throw error
      } finally {
        await file.close()
      }
      const sha256 = hash.digest('hex')
      await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 })
      await rename(half, place(sha256))
      return { sha256, size }
    },
    async open(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return null
      const there = await stat(place(sha256)).catch(() => null)
      return there ? createReadStream(place(sha256)) : null
    },
    async remove(sha256) {
      await rm(place(sha256), { force: true })
    },
  }
}
