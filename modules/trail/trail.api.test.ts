import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../platform/database.ts'
import { useApi, type Person } from '../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, someone } from '../../test/make.ts'
import { encodeBook } from '../students/gradebook/keys.ts'
import { encodeStudent } from '../students/public.ts'
import { checkTrail } from './check.ts'
import { sealTrail, verifyTrail } from './seal.ts'
import { isSilent, shownTables } from './tables-read.ts'
import { vi } from './texts/vi.ts'

const api = useApi()
let school: number
let slug: string
let office: string
let book: string
let pupil: { student_id: string; person_id: string; name: string }
let principal: Person
let stranger: Person
let teacher: Person
let leader: Person
let administrator: Person

interface Line {
  table: string
  act: string
  hidden: boolean
  record: { name: string; link: string | null; record: string | null } | null
  within: string | null
  fields: { column: string; before: string | null; after: string | null }[]
}
interface Entry {
  id: string
  verb: string
  by: string | null
  role: string | null
  address: string | null
  reason: string | null
  undoneBy: string | null
  canUndo: boolean
  lineCount: number
  lines: Line[]
}

const entryFields =
  'id verb by role address reason undoneBy canUndo lineCount lines { table act hidden within record { name link record } fields { column before after } }'

async function trailOf(person: Person, unit: string, filter: Record<string, unknown> = {}, page = {}) {
  return person.ask<{
    trail: { edges: { cursor: string; node: Entry }[]; pageInfo: { hasNextPage: boolean }; mayExport: boolean }
  }>(
    `query ($unit: String!, $filter: TrailFilterInput, $first: Int, $after: String) {
      trail(unit: $unit, filter: $filter, first: $first, after: $after) { mayExport pageInfo { hasNextPage } edges { cursor node { ${entryFields} } } } }`,
    { unit, filter, ...page },
  )
}
const entriesOf = async (...args: Parameters<typeof trailOf>) =>
  (await trailOf(...args)).data!.trail.edges.map(({ node }) => node)

beforeAll(async () => {
  const { department, commune } = await aProvince(api.owner)
  school = await aSchool(api.owner, commune)
  const other = await aSchool(api.owner, commune, 'THCS Văn Lang')
  const { rows } = await sql<{ id: number; slug: string }>`select id, slug from unit`.execute(api.owner)
  slug = rows.find(({ id }) => id === school)!.slug
  office = rows.find(({ id }) => id === department)!.slug
  principal = await api.as((await aTeacher(api.owner, school, 'Phạm Quốc Hùng', 'principal')).account_id)
  const lan = await aTeacher(api.owner, school, 'Trần Thu Lan')
  teacher = await api.as(lan.account_id)
  stranger = await api.as((await someone(api.owner, 'Lý Thị Mai', { role: 'principal', unit_id: other })).account_id)
  leader = await api.as((await someone(api.owner, 'Vũ Hải', { role: 'leader', unit_id: department })).account_id)
  administrator = await api.as(
    (await someone(api.owner, 'Đỗ Minh Quân', { role: 'administrator', unit_id: department })).account_id,
  )
  const class_id = await aClass(api.owner, school, '9A2')
  const section_id = await aSection(api.owner, school, class_id, 'TOAN', lan)
  book = encodeBook({ school_id: school, academic_year: 2026, section_id, term: 1 })
  pupil = await aPupil(api.owner, school, class_id, 'Nguyễn Thị =Ánh')
  await aPupil(api.owner, school, class_id, 'Trần Văn Bình')
  const key = encodeStudent({ school_id: school, student_id: pupil.student_id })
  const read = await principal.ask<{ student: { version: string } }>(
    'query ($id: ID!) { student(id: $id) { version } }',
    {
      id: key,
    },
  )
  const altered = await principal.ask(
    'mutation ($id: ID!, $version: String!) { updateStudent(id: $id, version: $version, input: { phone: "0912345678" }, reason: "Gia đình báo số mới") { id } }',
    { id: key, version: read.data!.student.version },
  )
  if (altered.errors) throw new Error(JSON.stringify(altered.errors))
  await mark('7,0')
  await mark('7,5', '7.0')
})

let saves = 0

async function mark(value: string, was: string | null = null) {
  const answer = await teacher.ask(
    `mutation ($book: ID!, $cells: [CellInput!]!, $id: UUID!) { recordMarks(gradebook: $book, id: $id, source: typed, cells: $cells) { savedAt cells { status refusal } } }`,
    {
      book,
      id: `01900000-0000-7000-8000-00000000000${++saves}`,
      cells: [
        { student: encodeStudent({ school_id: school, student_id: pupil.student_id }), column: 'midterm', was, value },
      ],
    },
  )
  expect(answer.errors).toBeUndefined()
  expect(JSON.stringify(answer.data)).toContain('"saved"')
}

test('a principal reads who changed what, from where, with both values and the reason', async () => {
  const entries = await entriesOf(principal, slug)
  expect(entries.map(({ verb }) => verb)).toEqual([
    'gradebook.record_marks',
    'gradebook.record_marks',
    'student.update',
  ])
  const [corrected, , record] = entries
  expect(corrected).toMatchObject({ by: 'Trần Thu Lan', lineCount: 1, address: expect.stringMatching(/127\.0\.0\.1/) })
  expect(corrected!.lines[0]).toMatchObject({ table: 'mark', within: 'Toán 9A2', record: { name: pupil.name } })
  expect(corrected!.lines[0]!.fields[0]).toMatchObject({ column: 'midterm', after: '7.5' })
  expect(record).toMatchObject({
    by: 'Phạm Quốc Hùng',
    role: 'principal',
    reason: 'Gia đình báo số mới',
    canUndo: true,
  })
  expect(record!.lines[0]!.fields).toEqual([{ column: 'phone', before: null, after: '0912345678' }])
})

test('the trail is found by person, by pupil, by verb and by day, and read page by page', async () => {
  const verbs = async (filter: Record<string, unknown>) =>
    (await entriesOf(principal, slug, filter)).map(({ verb }) => verb)
  expect(await verbs({ by: 'thu lan' })).toEqual(['gradebook.record_marks', 'gradebook.record_marks'])
  expect(await verbs({ about: 'anh' })).toHaveLength(3)
  expect(await verbs({ about: 'Bình' })).toEqual([])
  expect(await verbs({ record: pupil.student_id, verbs: ['student.'] })).toEqual(['student.update'])
  expect(await verbs({ from: '2026-11-25', to: '2026-11-25' })).toHaveLength(3)
  expect(await verbs({ to: '2026-11-24' })).toEqual([])
  const first = await trailOf(principal, slug, {}, { first: 2 })
  expect(first.data!.trail.pageInfo.hasNextPage).toBe(true)
  const rest = await trailOf(principal, slug, {}, { first: 2, after: first.data!.trail.edges[1]!.cursor })
  expect(rest.data!.trail.edges.map(({ node }) => node.verb)).toEqual(['student.update'])
  expect(rest.data!.trail.pageInfo.hasNextPage).toBe(false)
})

test('a principal of another school, and a teacher, find no trail here; a leader sees that it happened, not what', async () => {
  for (const person of [stranger, teacher, api.visitor])
    expect((await trailOf(person, slug)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  const entries = await entriesOf(leader, office)
  const [marks] = entries.filter(({ verb }) => verb === 'gradebook.record_marks')
  expect(marks).toMatchObject({ by: 'Trần Thu Lan', lines: [], canUndo: false })
  const record = entries.find(({ verb }) => verb === 'student.update')!
  expect(JSON.stringify(record)).not.toContain('0912345678')
})

test('a change is taken back from the trail, once, and says by whom', async () => {
  const [update] = await entriesOf(principal, slug, { verbs: ['student.update'] })
  const undo = 'mutation ($id: UUID!) { undoChange(change: $id) }'
  expect((await stranger.ask(undo, { id: update!.id })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await principal.ask(undo, { id: update!.id })).data).toEqual({ undoChange: true })
  const [again] = await entriesOf(principal, slug, { verbs: ['student.update'] })
  expect(again).toMatchObject({ undoneBy: 'Phạm Quốc Hùng', canUndo: false })
  expect((await principal.ask(undo, { id: update!.id })).errors?.[0]?.extensions?.code).toBe('CONFLICT')
  const { rows } = await sql<{
    phone: string | null
  }>`select phone from student where id = ${pupil.student_id}`.execute(api.owner)
  expect(rows[0]!.phone).toBeNull()
})

test('the trail goes out as a file in which no name becomes a formula, and that is noted', async () => {
  const csv = await principal.fetch(`/trail/${slug}/export.csv?about=anh`)
  expect(csv.headers.get('content-type')).toContain('text/csv')
  const text = await csv.text()
  expect(text).toContain('7,5')
  expect(text.split(/[;\r\n]/).filter((cell) => /^[=+@-]/.test(cell.replace(/^"/, '')))).toEqual([])
  const workbook = await principal.fetch(`/trail/${slug}/export.xlsx`)
  expect(workbook.status).toBe(200)
  expect((await workbook.arrayBuffer()).byteLength).toBeGreaterThan(4_000)
  expect((await stranger.fetch(`/trail/${slug}/export.csv`)).status).toBe(404)
  const noted = await entriesOf(principal, slug, { verbs: ['trail.export'] })
  expect(noted).toHaveLength(2)
})

test('the seals hold for an untouched trail, and name each line that was altered, removed, put in or stands under no change', async () => {
  const { db } = openDatabase(api.database.appUrl, 1, () => {})
  try {
    await sealTrail(db, '0 seconds')
    const whole = await verifyTrail(db)
    expect(whole.faults).toEqual([])
    expect(whole.changes).toBeGreaterThan(4)
    const code = whole.heads.get(school)!.slice(0, 12)
    expect((await checkTrail(db, [[school, code]])).changed).toEqual([])
    expect((await checkTrail(db, [[school, 'ab12']])).changed).toEqual([school])
    const { rows: noted } = await sql`select changes, faults from trail_check order by at`.execute(db)
    expect(noted).toEqual([0, 1].map((faults) => ({ changes: whole.changes, faults })))
    const [mark] = await entriesOf(principal, slug, { verbs: ['gradebook.'] })
    await sql`update mark_change set after = '9.5' where change_id = ${mark!.id}`.execute(api.owner)
    expect((await verifyTrail(db)).faults).toMatchObject([{ kind: 'altered', unit_id: school, change_id: mark!.id }])
    await sql`update mark_change set after = '7.5' where change_id = ${mark!.id}`.execute(api.owner)
    expect((await verifyTrail(db)).faults).toEqual([])
    const { rows: lost } = await sql<{
      id: string
    }>`delete from change where verb = 'trail.export' returning id`.execute(api.owner)
    const first = '01900000-0000-7000-8000-000000000000'
    await sql`insert into change (id, verb, school_id) values (${first}, 'student.update', ${school})`.execute(
      api.owner,
    )
    await sql`insert into change_row (academic_year, change_id, table_name) values (2026, ${lost[0]!.id}, 'student')`.execute(
      api.owner,
    )
    const found = (await verifyTrail(db)).faults.map(({ kind, change_id }) => `${kind} ${change_id}`)
    expect(found.toSorted()).toEqual(
      [...lost.map(({ id }) => `missing ${id}`), `added ${first}`, `stray ${lost[0]!.id}`].toSorted(),
    )
    await sql`update trail_seal set digests = digests[2:] where unit_id = ${school}`.execute(api.owner)
    expect((await verifyTrail(db)).faults.map(({ kind }) => kind)).toContain('chain')
    await expect(sql`update trail_seal set number = 9`.execute(db)).rejects.toThrow(/permission denied/)
  } finally {
    await db.destroy()
  }
})

test('every column whose value the trail shows has a name that people read', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relname = any(${shownTables}::text[])`.execute(api.owner)
  const nameless = rows.filter(({ table, column }) => !isSilent(table, column) && !(`trail.column.${column}` in vi))
  expect(nameless).toEqual([])
})

test('the administrator of the province sees what belongs to no school', async () => {
  const entries = await entriesOf(administrator, office, { by: 'Đỗ Minh Quân' })
  expect(entries).toEqual([])
  const { errors } = await administrator.ask(
    'mutation { addHoliday(year: 2026, startsOn: "2026-12-24", endsOn: "2026-12-25", name: "Nghỉ thử") { year } }',
  )
  expect(errors).toBeUndefined()
  const [holiday] = await entriesOf(administrator, office, { verbs: ['year.'] })
  expect(holiday).toMatchObject({ verb: 'year.add_holiday', by: 'Đỗ Minh Quân', canUndo: true })
})
