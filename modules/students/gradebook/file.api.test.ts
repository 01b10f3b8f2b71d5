import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, thisYear } from '../../../test/make.ts'
import { readWorkbook } from '../../../platform/workbook-read.ts'
import { writeWorkbook } from '../../../platform/workbook.ts'
import type { Cell } from '../../../platform/cell.ts'
import { decodeStudent, encodeStudent } from '../keys.ts'
import { encodeBook } from './keys.ts'

const api = useApi()
let lan: Person
let other: Person
let book: string
let pupils: Map<string, string>

interface Preview {
  by: string
  same: number
  cells: {
    line: number
    student: string
    column: string
    was: string | null
    value: string | null
    kind: string
    far: boolean
    refusal: { message: string; values: Record<string, unknown> } | null
  }[]
  strangers: { line: number; name: string; why: string; nearest: { name: string } | null }[]
}

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  const teacher = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  const colleague = await aTeacher(owner, school_id, 'Phạm Văn Hùng')
  const class_id = await aClass(owner, school_id, '9A2')
  const section_id = await aSection(owner, school_id, class_id, 'TOAN', teacher)
  pupils = new Map()
  for (const name of ['Nguyễn Hoàng Anh', 'Triệu Mai Hương', 'Hà Thị Diệp']) {
    const { student_id, person_id } = await aPupil(owner, school_id, class_id, name)
    pupils.set(name, encodeStudent({ school_id, student_id }))
    await owner
      .insertInto('subject_result')
      .values({
        school_id,
        academic_year: thisYear,
        student_id,
        section_id,
        term: 1,
        class_id,
        person_id,
        regular_1: 80,
        regular_2: null,
        regular_3: null,
        regular_4: null,
        regular_5: null,
        regular_6: null,
        regular_7: null,
        regular_8: null,
        midterm: 50,
        final: null,
        comment: null,
        average: null,
        passed: null,
        missing: 4,
        rule_version: 'circular-22-2021.1',
      })
      .execute()
  }
  await owner
    .insertInto('assessment_column')
    .values({
      school_id,
      academic_year: thisYear,
      section_id,
      term: 1,
      kind: 'regular',
      position: 1,
      label: null,
      held_on: null,
      form: null,
      note: null,
      locked_at: new Date('2026-10-15T03:00:00Z'),
      locked_by: null,
      published_at: null,
      published_by: null,
    })
    .execute()
  book = encodeBook({ school_id, academic_year: thisYear, section_id, term: 1 })
  lan = await api.as(teacher.account_id)
  other = await api.as(colleague.account_id)
})

const workbook = async (header: string[], rows: Cell[][]): Promise<Buffer> => {
  const stream = new PassThrough()
  const all = buffer(stream)
  await writeWorkbook(stream, [
    {
      name: '9A2',
      columns: header.map(() => ({ width: 12 })),
      header: header.map((value, column) => ({ row: 0, column, value })),
      rows: rows.map((cells) => ({ cells })),
    },
  ])
  return all
}
const upload = (person: Person, path: string, content: Uint8Array, name = 'so.xlsx') => {
  const form = new FormData()
  form.set('file', new Blob([Uint8Array.from(content)]), name)
  return person.fetch(`/files/gradebook/${book}/${path}`, { method: 'POST', body: form })
}
const previewed = async (header: string[], rows: Cell[][]): Promise<Preview> => {
  const response = await upload(lan, 'preview', await workbook(header, rows))
  expect(response.status).toBe(200)
  return (await response.json()) as Preview
}

test('the exported book comes back without a difference, whoever may not export gets not found', async () => {
  const response = await lan.fetch(`/files/gradebook/${book}/book.xlsx`)
  expect(response.headers.get('content-disposition')).toContain('So diem Toan 9A2 HK1.xlsx')
  expect(response.headers.get('cache-control')).toBe('no-store')
  const content = new Uint8Array(await response.arrayBuffer())
  const preview = (await (await upload(lan, 'preview', content)).json()) as Preview
  expect(preview).toMatchObject({ by: 'code', same: 6, cells: [], strangers: [] })
  expect((await other.fetch(`/files/gradebook/${book}/book.xlsx`)).status).toBe(404)
  expect((await upload(other, 'preview', content)).status).toBe(404)
})

test('every difference is shown before anything is written: new, changed, far, refused, kept, strangers', async () => {
  const preview = await previewed(
    ['STT', 'Họ đệm', 'Tên', 'TX1', 'TX2', 'GK', 'CK'],
    [
      [1, 'Nguyễn Hoàng', 'Anh', 8, 7.5, 8.5, null],
      [2, 'Triệu Mai', 'Hường', null, 7, null, null],
      [3, 'Hà Thị', 'Diệp', 9, 68, null, 'V'],
    ],
  )
  const shape = preview.cells.map(({ line, column, was, value, kind, far }) => [line, column, was, value, kind, far])
  expect(preview).toMatchObject({ by: 'name', same: 1 })
  expect(shape).toEqual([
    [2, 'regular_2', null, '7.5', 'new', false],
    [2, 'midterm', '5.0', '8.5', 'changed', true],
    [4, 'regular_1', '8.0', '9', 'refused', false],
    [4, 'regular_2', null, '68', 'refused', false],
    [4, 'midterm', '5.0', null, 'kept', false],
    [4, 'final', null, 'V', 'new', false],
  ])
  expect(preview.cells.map((cell) => cell.refusal?.message).filter(Boolean)).toEqual([
    'gradebook.refused.column_locked',
    'gradebook.refused.above_ten',
  ])
  expect(preview.cells[3]?.refusal?.values).toMatchObject({ suggestion: '6,8' })
  expect(preview.strangers).toMatchObject([
    { line: 3, name: 'Triệu Mai Hường', why: 'unknown', nearest: { name: 'Triệu Mai Hương' } },
  ])
  const { data } = await lan.ask<{ gradebook: { rows: { cells: (string | null)[] }[] } }>(
    'query ($id: ID!) { gradebook(id: $id) { rows { cells } } }',
    { id: book },
  )
  expect(data?.gradebook.rows.map((row) => row.cells[1])).toEqual([null, null, null])
})

test('M in a file exempts nobody: each cell says who does, and for an exempt pupil it says what the book says', async () => {
  const file = () => previewed(['Họ và tên', 'TX2', 'GK'], [['Hà Thị Diệp', 'M', 'M']])
  const refusal = { message: 'gradebook.refused.exempt_by_school', values: { typed: 'M' } }
  expect((await file()).cells).toMatchObject([
    { column: 'regular_2', was: null, value: 'M', kind: 'refused', refusal },
    { column: 'midterm', was: '5.0', value: 'M', kind: 'refused', refusal },
  ])
  const diep = decodeStudent(pupils.get('Hà Thị Diệp')!).student_id
  const setExempt = (exempt: boolean) =>
    api.owner.updateTable('subject_result').set({ exempt }).where('student_id', '=', diep).execute()
  await setExempt(true)
  expect(await file()).toMatchObject({ same: 2, cells: [] })
  await setExempt(false)
})

test('the corrected file says in each row what is wrong', async () => {
  const content = await workbook(
    ['Họ và tên', 'TX2'],
    [
      ['Nguyễn Hoàng Anh', 'tám'],
      ['Ai Đó', 7],
    ],
  )
  const response = await upload(lan, 'corrected.xlsx', content)
  const [grid] = await readWorkbook(new Uint8Array(await response.arrayBuffer()))
  const reasons = grid?.rows.map((row) => row.cells.at(-1))
  expect(reasons?.[0]).toBe('Lí do bị từ chối')
  expect(reasons?.[1]).toMatch(/^“tám” không lưu được/)
  expect(reasons?.[2]).toBe('Lớp không có tên này.')
})

test.each([
  ['an empty file', new Uint8Array(0)],
  ['a renamed text', new TextEncoder().encode('không phải Excel')],
  ['a file without names', 'TX2'],
])('%s is refused with the reason', async (_, content) => {
  const file = typeof content === 'string' ? await workbook([content, 'GK'], [[7, 8]]) : content
  const response = await upload(lan, 'preview', file)
  expect(response.status).toBe(422)
  const { violations } = (await response.json()) as { violations: { path: string; message: string }[] }
  expect(violations[0]?.path).toBe('file')
  expect(violations[0]?.message.length).toBeGreaterThan(20)
})

test('the empty mark sheet and the book are printed as PDF', async () => {
  for (const path of ['mark-sheet.pdf', 'book.pdf']) {
    const response = await lan.fetch(`/files/gradebook/${book}/${path}`)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    const content = Buffer.from(await response.arrayBuffer())
    expect(content.subarray(0, 5).toString()).toBe('%PDF-')
    expect(content.length).toBeGreaterThan(5_000)
  }
})
