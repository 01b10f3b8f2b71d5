import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Invalid } from './errors.ts'

/** Keeps files by the hash of their content. On disk here; an S3-compatible store fits behind the same three functions. */
export interface FileStore {
  /**
   * Stores a stream and answers its sha-256 (hex) and size; the same content is stored once. A stream longer than
   * `limit` bytes is refused as soon as it is, and nothing of it stays.
   */
  put(content: Readable | Uint8Array, limit?: number): Promise<{ sha256: string; size: number }>
  /** Opens a stored file for reading; null when there is none. */
  open(sha256: string): Promise<Readable | null>
  remove(sha256: string): Promise<void>
}

/** A store in a folder: written beside, flushed, then renamed, so that a file is whole or absent. */
export function openFileStore(folder: string): FileStore {
  const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  return {
    async put(content, limit = Infinity) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const half = join(folder, `half-${randomUUID()}`)
      const hash = createHash('sha256')
      let size = 0
      const file = await open(half, 'wx', 0o600)
      try {
        for await (const chunk of content instanceof Uint8Array ? [content] : content) {
          hash.update(chunk)
          size += chunk.length
          if (size > limit) throw tooLarge(limit)
          await file.appendFile(chunk)
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
      await flushFolder(join(folder, sha256.slice(0, 2)))
      return { sha256, size }
    },
    async open(sha256) {
      if (!isHash(sha256)) return null
      const there = await stat(place(sha256)).catch(() => null)
      return there ? createReadStream(place(sha256)) : null
    },
    async remove(sha256) {
      if (isHash(sha256)) await rm(place(sha256), { force: true })
    },
  }
}

/**
 * The header under which a file is downloaded (RFC 6266, 5987): the name with its diacritics for browsers of today, the
 * same name in plain letters for the rest. Nothing in a name can end the header or leave the folder of downloads.
 */
export function contentDisposition(name: string, how: 'attachment' | 'inline' = 'attachment'): string {
  const safe = safeFileName(name)
  const plain = plainFileName(safe)
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** A file name without diacritics, for programs and paths that do not take them. */
export function plainFileName(name: string): string {
  return safeFileName(name)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\x20-\x7e]/g, '_')
}

/** A name that every file system takes: no separators, control characters or reserved signs, 150 letters at most. */
export function safeFileName(name: string): string {
  const clean = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[<>:"/\\|?*%]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const extension = /\.\w{1,5}$/.exec(clean)?.[0] ?? ''
  return clean.slice(0, clean.length - extension.length).slice(0, 150) + extension || 'file'
}

function isHash(sha256: string): boolean {
  return /^[0-9a-f]{64}$/.test(sha256)
}

function tooLarge(limit: number): Invalid {
  return new Invalid({
    path: 'file',
    message: 'file.too_large',
    values: { megabytes: Math.floor(limit / 1024 / 1024) },
  })
}

/** A renamed file is safe only when its folder is written too. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
