import { expect, test } from 'vitest'
import { sealOf } from './seal.ts'

const secret = (byte: number) => new Uint8Array(32).fill(byte)
const unreadable = { name: 'OperationError' }
const cell = { student: 'Nguyễn Hoàng Anh', column: 'regular_4', value: '8.5' }

test('what is sealed opens with the secret of the account, in another browser too', async () => {
  const first = await sealOf(secret(1))
  const name = await first.nameOf('b s regular_4')
  const sealed = await first.close(cell, name)
  const later = await sealOf(secret(1))
  expect(await later.nameOf('b s regular_4')).toBe(name)
  expect(later.owner).toBe(first.owner)
  expect(await later.open(sealed, name)).toEqual(cell)
})

test('it opens for no other account, under no other name, and not when a byte was changed', async () => {
  const own = await sealOf(secret(1))
  const name = await own.nameOf('b s regular_4')
  const sealed = await own.close(cell, name)
  const other = await sealOf(secret(2))
  expect(other.owner).not.toBe(own.owner)
  await expect(other.open(sealed, name)).rejects.toMatchObject(unreadable)
  await expect(own.open(sealed, await own.nameOf('b s midterm'))).rejects.toMatchObject(unreadable)
  const bytes = sealed.bytes.slice(0)
  new Uint8Array(bytes)[3]! ^= 1
  await expect(own.open({ ...sealed, bytes }, name)).rejects.toMatchObject(unreadable)
})

test('neither the bytes nor their length tell the value, and no two are alike', async () => {
  const seal = await sealOf(secret(1))
  const sealed = await Promise.all(['8.5', '10.0', null].map((value) => seal.close({ ...cell, value }, 'n')))
  for (const { bytes } of sealed) {
    const text = new TextDecoder('latin1').decode(bytes)
    for (const word of ['8.5', 'regular', 'value', 'Anh']) expect(text).not.toContain(word)
  }
  expect(new Set(sealed.map(({ bytes }) => bytes.byteLength)).size).toBe(1)
  const again = await seal.close({ ...cell, value: '8.5' }, 'n')
  expect(new Uint8Array(again.bytes)).not.toEqual(new Uint8Array(sealed[0]!.bytes))
})
