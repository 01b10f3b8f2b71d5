import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contentDisposition, openFileStore, safeFileName } from './file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-store-'))
})
afterEach(() => rm(folder, { recursive: true }))

const stored = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())

test('a file is kept by its content, once, and read again as it was', async () => {
  const store = openFileStore(folder)
  const { sha256, size } = await store.put(Readable.from([Buffer.from('điểm '), Buffer.from('Toán')]))
  expect(sha256).toBe(createHash('sha256').update('điểm Toán').digest('hex'))
  expect(size).toBe(Buffer.byteLength('điểm Toán'))
  expect(await store.put(Buffer.from('điểm Toán'))).toEqual({ sha256, size })
  expect(await stored()).toHaveLength(1)
  expect(await text((await store.open(sha256))!)).toBe('điểm Toán')
  await store.remove(sha256)
  expect(await store.open(sha256)).toBeNull()
})

test('of a file too large or cut off nothing stays', async () => {
  const store = openFileStore(folder)
  const mebibyte = Buffer.alloc(1024 * 1024)
  const refused = store.put(Readable.from([mebibyte, mebibyte]), 1.5 * 1024 * 1024)
  await expect(refused).rejects.toMatchObject({
    violations: [{ path: 'file', message: 'file.too_large', values: { megabytes: 1 } }],
  })
  const cut = Readable.from(
    (async function* () {
      yield Buffer.from('half')
      throw new Error('connection lost')
    })(),
  )
  await expect(store.put(cut)).rejects.toThrow('connection lost')
  expect(await stored()).toEqual([])
})

test('only hashes name a file', async () => {
  const store = openFileStore(join(folder, 'files'))
  const { sha256 } = await openFileStore(folder).put(Buffer.from('x'))
  expect(await store.open(`../../${sha256.slice(0, 2)}/${sha256}`)).toBeNull()
  await store.remove(`../../${sha256.slice(0, 2)}/${sha256}`)
  expect(await stored()).toHaveLength(1)
})

test('a download keeps its Vietnamese name, and has a plain one for old browsers', () => {
  expect(contentDisposition('Sổ điểm Toán 9A2 (HK1).xlsx')).toBe(
    'attachment; filename="So diem Toan 9A2 (HK1).xlsx"; filename*=UTF-8\'\'S%E1%BB%95%20%C4%91i%E1%BB%83m%20To%C3%A1n%209A2%20%28HK1%29.xlsx',
  )
})

test.each([
  ['../../etc/passwd', '-..-etc-passwd'],
  ['a"; filename=evil.exe\r\nX: y', 'a-; filename=evil.exeX- y'],
  ['tên\u0000\u202ecod.exe', 'têncod.exe'],
  [' .. ', 'file'],
  [`${'a'.repeat(300)}.xlsx`, `${'a'.repeat(150)}.xlsx`],
])('%j is downloaded as %j', (name, safe) => {
  expect(safeFileName(name)).toBe(safe)
  // eslint-disable-next-line no-control-regex -- a header ends at the first of these
  expect(contentDisposition(name)).not.toMatch(/[\u0000-\u001f]/)
})
