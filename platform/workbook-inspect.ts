import { pipeline } from 'node:stream/promises'
import { Writable } from 'node:stream'
import { fromBufferPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'

/** Why a file is not read; each is the key of a text that says what to do instead. */
export type WorkbookRefusal =
  | 'workbook.empty'
  | 'workbook.not_a_workbook'
  | 'workbook.old_format'
  | 'workbook.password'
  | 'workbook.macro'
  | 'workbook.binary_format'
  | 'workbook.damaged'
  | 'workbook.too_large'
  | 'workbook.bomb'
  | 'workbook.too_many_sheets'
  | 'workbook.too_many_rows'
  | 'workbook.too_many_columns'
  | 'workbook.too_complex'

/** A refusal with the numbers that its text wants. */
export type Refused = { refused: WorkbookRefusal; values?: Record<string, string | number> }

/** How large a file may be before it is opened, and how much it may unfold to. */
export type PackageLimits = {
  bytes: number
  unpackedBytes: number
  /** The most an entry may grow when unpacked; honest sheets stay under 100, a zip bomb reaches 1,000. */
  ratio: number
}

const zipStart = Buffer.from('PK\u0003\u0004', 'latin1')
const oleStart = Buffer.from('d0cf11e0a1b11ae1', 'hex')
/** Small entries may compress as well as they like. */
const ratioCountsFrom = 20 * 1024 * 1024

/**
 * Looks at the bytes of an upload before anything unpacks it: an old or encrypted Excel file, a renamed one, macros,
 * a zip bomb. Every entry is unpacked once and thrown away, so that a lie about sizes is found in bounded memory.
 */
export async function inspectPackage(file: Buffer, limits: PackageLimits): Promise<Refused | undefined> {
  if (file.length === 0) return { refused: 'workbook.empty' }
  if (file.subarray(0, 8).equals(oleStart)) {
    const encrypted = file.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    return { refused: encrypted ? 'workbook.password' : 'workbook.old_format' }
  }
  if (!file.subarray(0, 4).equals(zipStart)) return { refused: 'workbook.not_a_workbook' }
  let zip: ZipFile
  try {
    zip = await fromBufferPromise(file, { lazyEntries: true, autoClose: false })
  } catch {
    return { refused: 'workbook.damaged' }
  }
  try {
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    return judgeNames(entries) ?? judgeSizes(entries, limits) ?? (await unpackOnce(zip, entries))
  } catch {
    return { refused: 'workbook.damaged' }
  } finally {
    zip.close()
  }
}

function judgeNames(entries: readonly Entry[]): Refused | undefined {
  const names = new Set(entries.map((entry) => entry.fileName.replace(/^\//, '').toLowerCase()))
  const has = (pattern: RegExp) => names.values().some((name) => pattern.test(name))
  if (entries.some((entry) => entry.isEncrypted())) return { refused: 'workbook.password' }
  if (has(/vbaproject|xl\/macrosheets\//)) return { refused: 'workbook.macro' }
  if (names.has('xl/workbook.bin')) return { refused: 'workbook.binary_format' }
  if (!names.has('xl/workbook.xml')) return { refused: 'workbook.not_a_workbook' }
  return undefined
}

function judgeSizes(entries: readonly Entry[], limits: PackageLimits): Refused | undefined {
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  const swollen = entries.some(
    ({ compressedSize, uncompressedSize }) =>
      uncompressedSize > ratioCountsFrom && uncompressedSize > compressedSize * limits.ratio,
  )
  return swollen || unpacked > limits.unpackedBytes ? { refused: 'workbook.bomb' } : undefined
}

async function unpackOnce(zip: ZipFile, entries: readonly Entry[]): Promise<Refused | undefined> {
  for (const entry of entries) {
    if (entry.fileName.endsWith('/')) continue
    const types = entry.fileName === '[Content_Types].xml' ? ([] as Buffer[]) : undefined
    const kept = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        types?.push(chunk)
        done()
      },
    })
    try {
      await pipeline(await zip.openReadStreamPromise(entry), kept)
    } catch (error) {
      const lied = error instanceof Error && /too many bytes/.test(error.message)
      return { refused: lied ? 'workbook.bomb' : 'workbook.damaged' }
    }
    if (types && /macroEnabled/i.test(Buffer.concat(types).toString())) return { refused: 'workbook.macro' }
  }
  return undefined
}
