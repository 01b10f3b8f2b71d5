import { randomUUID } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { encodeStudent } from '../../modules/students/keys.ts'
import { encodeBook } from '../../modules/students/gradebook/keys.ts'
import type { Cell } from '../../platform/cell.ts'
import { writeWorkbook } from '../../platform/workbook.ts'
import type { Person, TestApi } from '../api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, thisYear } from '../make.ts'
import type { Someone } from '../make.ts'

/** Forty-five pupils in the order of the class list, with regular marks and some of the midterm. */
export const names =
  `Nguyễn Hoàng Anh|Trần Đức Anh|Phạm Ngọc Ánh|Lê Gia Bảo|Nguyễn Bảo Châu|Vũ Linh Chi|Đặng Quốc Cường|Hà Thị Diệp|Nguyễn Tiến Dũng|Bùi Ánh Dương|Nguyễn Thành Đạt|Trần Hải Đăng|Lương Minh Đức|Hoàng Hương Giang|Phùng Thu Hà|Nguyễn Trung Hiếu|Đỗ Huy Hoàng|Nguyễn Quang Huy|Cao Thị Thu Huyền|Triệu Mai Hương|Lê Đình Khang|Nguyễn Minh Khôi|Đinh Trung Kiên|Phan Tùng Lâm|Nguyễn Khánh Linh|Trần Phương Linh|Vi Thuỳ Linh|Bùi Đức Long|Nguyễn Hải Long|Hà Tuyết Mai|Nguyễn Công Minh|Quách Yến Nhi|Trần Bảo Ngọc|Lê Khôi Nguyên|Đào Minh Nhật|Nguyễn Hồng Nhung|Phạm Gia Phúc|Nguyễn Hà Phương|Trần Minh Quân|Vũ Như Quỳnh|Nguyễn Thái Sơn|Hoàng Minh Tâm|Lê Thu Thảo|Nguyễn Anh Tuấn|Đỗ Hải Yến`.split(
    '|',
  )

/** A teacher with a class of 45, a colleague who shares the section, and the way to the book. */
export interface Story {
  lan: Someone
  hung: Someone
  school_id: number
  section_id: string
  class_id: number
  book: string
  path: string
  /** The opaque ids of the pupils, by name. */
  pupils: Map<string, string>
  /** Puts the book back to how the story begins. */
  reset(): Promise<void>
}

/** Makes the story: three regular columns filled, the fourth empty, the midterm a third entered. */
export async function aClassOf45({ owner }: TestApi): Promise<Story> {
  const { commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  const lan = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  const hung = await aTeacher(owner, school_id, 'Trần Văn Hưng')
  const class_id = await aClass(owner, school_id, '9A2')
  const section_id = await aSection(owner, school_id, class_id, 'TOAN', lan)
  await owner
    .insertInto('assignment')
    .values({
      school_id,
      academic_year: thisYear,
      kind: 'section',
      section_id,
      class_id: null,
      person_id: hung.person_id,
      strand: 'Hình học',
      answers: false,
      valid_from: '2026-08-01',
      valid_to: null,
    })
    .execute()
  const made: { student_id: string; person_id: string; name: string }[] = []
  for (const name of names) made.push(await aPupil(owner, school_id, class_id, name))
  const { slug } = await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow()
  const story: Story = {
    lan,
    hung,
    school_id,
    section_id,
    class_id,
    book: encodeBook({ school_id, academic_year: thisYear, section_id, term: 1 }),
    path: `/${slug}/2026-2027/hk1/9a2/toan`,
    pupils: new Map(made.map(({ name, student_id }) => [name, encodeStudent({ school_id, student_id })])),
    async reset() {
      for (const table of [
        'subject_result',
        'mark_change',
        'assessment_column',
        'unlock',
        'section_tally',
        'attempt',
      ] as const)
        await owner.deleteFrom(table).where('section_id', '=', section_id).execute()
      const mark = (pupil: number, column: number) => 50 + ((pupil * 7 + column * 13) % 11) * 5
      const rows = made.map(({ student_id, person_id }, index) => ({
        school_id,
        academic_year: thisYear,
        student_id,
        section_id,
        term: 1 as const,
        class_id,
        person_id,
        regular_1: mark(index, 1),
        regular_2: mark(index, 2),
        regular_3: index < 43 ? mark(index, 3) : null,
        regular_4: null,
        regular_5: null,
        regular_6: null,
        regular_7: null,
        regular_8: null,
        midterm: index < 15 ? mark(index, 4) - 2 : null,
        final: null,
        comment: null,
        average: null,
        passed: null,
        missing: 3,
        rule_version: 'circular-22-2021.1',
      }))
      await owner
        .insertInto('subject_result')
        .values(rows)
        .onConflict((on) => on.doNothing())
        .execute()
    },
  }
  await story.reset()
  return story
}

/** The school locked a column on 15 October. */
export async function lockColumn(
  { owner }: TestApi,
  story: Story,
  kind: 'regular' | 'midterm',
  position: number,
): Promise<void> {
  await owner
    .insertInto('assessment_column')
    .values({
      school_id: story.school_id,
      academic_year: thisYear,
      section_id: story.section_id,
      term: 1,
      kind,
      position,
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
}

/** Opens a page as a person, in a browser of their own. */
export async function openAs(
  browser: Browser,
  api: TestApi,
  person: Person,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    locale: 'vi-VN',
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
    ...options,
  })
  await context.addCookies([{ ...person.cookie, url: api.url }])
  const page = await context.newPage()
  await page.goto(`${api.url}${path}`)
  return page
}

/** What the book holds in a column, pupil by pupil, as the API says it. */
export async function columnOf(person: Person, book: string, column: number): Promise<(string | null)[]> {
  const { data } = await person.ask<{ gradebook: { rows: { cells: (string | null)[] }[] } }>(
    'query ($id: ID!) { gradebook(id: $id) { rows { cells } } }',
    { id: book },
  )
  return data!.gradebook.rows.map((row) => row.cells[column] ?? null)
}

/** Writes one cell past the browser, as a colleague at another desk would. */
export async function writeCell(
  person: Person,
  book: string,
  cell: { student: string; column: string; was: string | null; value: string | null },
): Promise<string> {
  const { data } = await person.ask<{ recordMarks: { cells: { status: string }[] } }>(
    'mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!) { recordMarks(gradebook: $book, id: $id, source: typed, cells: $cells) { cells { status } } }',
    { book, id: randomUUID(), cells: [cell] },
  )
  return data!.recordMarks.cells[0]!.status
}

/** A workbook of one sheet with a header. */
export async function workbookOf(header: readonly string[], rows: readonly (readonly Cell[])[]): Promise<Buffer> {
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

/** The principal opened a column again until the evening. */
export async function unlockColumn(
  { owner }: TestApi,
  story: Story,
  kind: 'regular' | 'midterm',
  position: number,
): Promise<void> {
  await owner
    .insertInto('unlock')
    .values({
      school_id: story.school_id,
      academic_year: thisYear,
      section_id: story.section_id,
      term: 1,
      kind,
      position,
      until: new Date('2026-11-25T12:00:00Z'),
      reason: 'Phúc tra bài kiểm tra',
      granted_by: story.lan.account_id,
      ended_at: null,
    })
    .execute()
}
