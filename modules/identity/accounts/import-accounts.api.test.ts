import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import type { Cell } from '../../../platform/cell.ts'
import { encodeKey } from '../../../platform/key.ts'
import { writeWorkbook } from '../../../platform/workbook.ts'
import { useApi, type Person } from '../../../test/api.ts'
import { aProvince, aSchool, someone } from '../../../test/make.ts'

const api = useApi()
let school: number
let office: Person
let other: Person

const head = ['Họ và tên', 'CCCD', 'Điện thoại', 'Công việc']

async function upload(person: Person, rows: readonly (readonly Cell[])[]) {
  const stream = new PassThrough()
  const whole = buffer(stream)
  await writeWorkbook(stream, [
    {
      name: 'Tài khoản',
      columns: head.map(() => ({ width: 16 })),
      header: head.map((value, column) => ({ row: 0, column, value })),
      rows: rows.map((cells) => ({ cells })),
    },
  ])
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await whole)]), 'Tài khoản.xlsx')
  const path = `/imports/${encodeKey('Unit', [school])}/2026?list=accounts`
  const response = await person.fetch(path, { method: 'POST', body: form })
  return { status: response.status, ...((await response.json()) as { id?: string }) }
}

interface Preview {
  importBatch: {
    sheets: { rows: { edges: { node: { label: string; status: string; violations: { reason: string }[] } }[] } }[]
  }
}
const preview = async (id: string) =>
  (
    await office.ask<Preview>(
      'query ($id: ID!) { importBatch(id: $id) { sheets { rows { edges { node { label status violations { reason } } } } } } }',
      { id },
    )
  ).data!.importBatch.sheets[0]!.rows.edges.map(({ node }) => [
    node.label,
    node.status,
    ...node.violations.map((violation) => violation.reason),
  ])
const logins = async () =>
  (await api.owner.selectFrom('account').select('login').where('unit_id', '=', school).orderBy('login').execute()).map(
    (account) => account.login,
  )

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  school = await aSchool(owner, commune)
  office = await api.as(
    (await someone(owner, 'Đặng Thu Hường', { role: 'school_administrator', unit_id: school })).account_id,
  )
  const head = await someone(owner, 'Phạm Quốc Hùng', { role: 'principal', unit_id: school })
  await owner.updateTable('person').set({ identity_number: '025170000001' }).where('id', '=', head.person_id).execute()
  await owner.deleteFrom('account').where('id', '=', head.account_id).execute()
  const elsewhere = await aSchool(owner, commune, 'THCS Văn Lang')
  other = await api.as((await someone(owner, 'Nơi Khác', { role: 'principal', unit_id: elsewhere })).account_id)
})

test('a list of accounts is previewed row by row, written, and undone', async () => {
  const { id } = await upload(office, [
    ['Vũ Đức Việt', '025190004711', '0912 345 670', 'Giáo viên'],
    ['Vũ Đức Việt', null, null, 'giao vien'],
    ['Trần Thị Số Ngắn', '02519000471', null, 'Giáo viên'],
    ['Muốn Làm Hiệu Trưởng', null, null, 'Hiệu trưởng'],
    ['Phạm Quốc Hùng', '025170000001', null, 'Giáo viên'],
    ['Người Lặp', '025190004711', null, 'Giáo viên'],
  ])
  expect(await preview(id!)).toEqual([
    ['Vũ Đức Việt', 'new'],
    ['Vũ Đức Việt', 'new'],
    ['Trần Thị Số Ngắn', 'refused', 'account.identity_number'],
    ['Muốn Làm Hiệu Trưởng', 'refused', 'sheet.choice_unknown'],
    ['Phạm Quốc Hùng', 'refused', 'account.stands_higher'],
    ['Người Lặp', 'refused', 'preview.twice'],
  ])
  const before = await logins()
  const written = await office.ask('mutation ($id: ID!) { writeImport(id: $id, mode: good) { state } }', { id })
  expect(written.errors).toBeUndefined()
  expect(await logins()).toEqual([...before, '0912345670', 'viet.vd'].toSorted())

  const again = await upload(office, [['Vũ Đức Việt', '025190004711', null, 'Giáo viên']])
  expect(await preview(again.id!)).toEqual([['Vũ Đức Việt', 'unchanged']])

  const undone = await office.ask('mutation ($id: ID!) { undoImport(id: $id) { state } }', { id })
  expect(undone.errors).toBeUndefined()
  expect(await logins()).toEqual(before)
})

test('another school brings no accounts here', async () => {
  expect((await upload(other, [['Vũ Đức Việt', null, null, 'Giáo viên']])).status).toBe(404)
})
