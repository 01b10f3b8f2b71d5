import { may } from '../../../platform/ability.ts'
import type { Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { differences, offerImport, type ImportPlace, type JudgedList } from '../../../platform/import-kinds.ts'
import { foldName } from '../../../platform/name.ts'
import { preview, refusedCell, type Verdict } from '../../../platform/preview.ts'
import type { ReadRow, ReadSheet } from '../../../platform/sheet-read.ts'
import type { Sheet, SheetRow, Value } from '../../../platform/sheet.ts'
import { assertMayGrant, identityNumbersOf } from '../../identity/public.ts'
import { subjectsByName, subjectsOf } from '../../organisation/public.ts'
import type { StaffRow } from '../tables.ts'
import { insertStaff, staffFaults, updateStaff, type NewStaff } from './commands.ts'
import { nextStaffCode, staffOf } from './queries.ts'
import { vi } from './texts/vi.ts'

type Subjects = Awaited<ReturnType<typeof subjectsOf>>

/** A member of staff as the sheet shows them. */
interface Standing extends StaffRow {
  identity_number: string | null
}

/** Rows with a free code that wait for a name, in the workbook to fill in. */
const emptyRows = 30

offerImport({
  kind: 'staff',
  position: 20,
  permitted: (ctx, place) => may(ctx.ability, 'import', 'Staff', { school_id: place.school_id }),
  sheet: async () => staffSheet,
  rows: async (ctx, place) => {
    const [people, subjects] = await Promise.all([standing(ctx, place), subjectsOf(ctx)])
    const first = Number((await nextStaffCode(ctx, place.school_id)).slice(2))
    const free = Array.from({ length: emptyRows }, (_, ahead) => codeAt(first + ahead))
    return [
      ...people.map((one): SheetRow => ({ values: valuesOf(one, subjects) })),
      ...free.map((code): SheetRow => ({ values: { code } })),
    ]
  },
  judge,
})

const title = (
  key:
    | 'code'
    | 'name'
    | 'sex'
    | 'birth_date'
    | 'identity_number'
    | 'phone'
    | 'email'
    | 'team'
    | 'subjects'
    | 'started_on',
) => vi[`staff.column.${key}`]

const staffSheet: Sheet = {
  name: vi['staff.sheet'],
  title: vi['staff.title'],
  frozenColumns: 2,
  columns: [
    { key: 'code', title: title('code'), kind: 'text', width: 10, aliases: ['Mã GV', 'Mã giáo viên', 'Mã cán bộ'] },
    {
      key: 'full_name',
      title: title('name'),
      kind: 'text',
      width: 28,
      required: true,
      aliases: ['Họ tên', 'Họ và tên giáo viên', 'Giáo viên'],
      parts: [['Họ và tên đệm', 'Họ đệm', 'Họ'], ['Tên']],
    },
    {
      key: 'sex',
      title: title('sex'),
      kind: 'choice',
      width: 9,
      choices: [
        { value: '1', title: vi['staff.sex.1'] },
        { value: '2', title: vi['staff.sex.2'] },
      ],
    },
    { key: 'birth_date', title: title('birth_date'), kind: 'day', width: 12 },
    {
      key: 'identity_number',
      title: title('identity_number'),
      kind: 'text',
      width: 16,
      aliases: ['CCCD', 'Số CCCD', 'Số định danh'],
    },
    { key: 'phone', title: title('phone'), kind: 'text', width: 14, aliases: ['Điện thoại', 'SĐT'] },
    { key: 'email', title: title('email'), kind: 'text', width: 24, aliases: ['Email'] },
    { key: 'team', title: title('team'), kind: 'text', width: 18, aliases: ['Tổ', 'Tổ bộ môn'] },
    {
      key: 'subjects',
      title: title('subjects'),
      kind: 'text',
      width: 24,
      aliases: ['Môn', 'Môn dạy', 'Chuyên môn'],
      hint: vi['staff.hint.subjects'],
    },
    { key: 'started_on', title: title('started_on'), kind: 'day', width: 12, aliases: ['Ngày vào trường'] },
  ],
}

async function standing(ctx: Context, { school_id }: ImportPlace): Promise<Standing[]> {
  const people = await staffOf(ctx, school_id)
  const numbers = await identityNumbersOf(
    ctx.db,
    people.map(({ person_id }) => person_id),
  )
  return people.map((one) => ({ ...one, identity_number: numbers.get(one.person_id) ?? null }))
}

function valuesOf(one: Standing, subjects: Subjects): Record<string, Value> {
  return {
    code: one.code,
    full_name: one.full_name,
    sex: one.sex ? String(one.sex) : null,
    birth_date: one.birth_date,
    identity_number: one.identity_number,
    phone: one.phone,
    email: one.email,
    team: one.team,
    subjects:
      subjects
        .filter(({ id }) => one.subject_ids.includes(id))
        .map(({ name }) => name)
        .join(', ') || null,
    started_on: one.started_on,
  }
}

async function judge(ctx: Changing, place: ImportPlace, sheet: Sheet, read: ReadSheet): Promise<JudgedList> {
  const [people, subjects] = await Promise.all([standing(ctx, place), subjectsOf(ctx)])
  const plans = new Map<number, { one: Standing | null; next: NewStaff }>()
  const judgeRow = (row: ReadRow): Verdict => {
    const label = String(row.values.full_name)
    const one = known(people, row)
    if (one === 'several')
      return { kind: 'refused', label, violations: [refusedCell(sheet, read, row, 'full_name', 'staff.namesakes')] }
    const { found, unknown } = subjectsByName(String(row.values.subjects ?? ''), subjects)
    const next = nextOf(
      row,
      one,
      found.map(({ id }) => id),
      ctx.today,
    )
    const violations = [
      ...unknown.map((word) => refusedCell(sheet, read, row, 'subjects', 'staff.subject_unknown', { word })),
      ...identityFault(row, one, people).map((fault) =>
        refusedCell(sheet, read, row, 'identity_number', fault.reason, fault.values),
      ),
      ...staffFaults(next, ctx.today).map(({ path, message, values }) =>
        refusedCell(sheet, read, row, columnOf[path] ?? 'full_name', message, values),
      ),
    ]
    if (violations.length > 0) return { kind: 'refused', label, violations }
    plans.set(row.number, { one, next })
    if (!one) return { kind: 'new', label }
    const was = valuesOf(one, subjects)
    const value = {
      ...valuesOf({ ...one, ...next, subject_ids: [...next.subject_ids] }, subjects),
      identity_number: was.identity_number ?? null,
    }
    const changes = differences(sheet.columns, value, was)
    return changes.length > 0 ? { kind: 'changed', label, differences: changes } : { kind: 'unchanged', label }
  }
  const judged = await preview(sheet, read, { judge: judgeRow, identity: identityOf })
  return {
    preview: judged,
    write: (lines) =>
      write(
        ctx,
        place,
        lines.map(({ row }) => plans.get(row)!),
      ),
  }
}

const columnOf: Record<string, string> = {
  fullName: 'full_name',
  birthDate: 'birth_date',
  phone: 'phone',
  email: 'email',
  code: 'code',
}

async function write(
  ctx: Changing,
  { school_id }: ImportPlace,
  plans: readonly { one: Standing | null; next: NewStaff }[],
): Promise<void> {
  const added = plans.filter(({ one }) => !one).map(({ next }) => next)
  // Who is new gets the post of a teacher, which only those may give whom the table of delegations names.
  if (added.length > 0) await assertMayGrant(ctx, 'teacher', school_id)
  const first = Number((await nextStaffCode(ctx, school_id)).slice(2))
  const taken = new Set(added.flatMap(({ code }) => code ?? []))
  let number = first
  const coded = added.map((one) => {
    if (one.code) return one
    while (taken.has(codeAt(number))) number++
    return { ...one, code: codeAt(number++) }
  })
  await insertStaff(ctx, school_id, coded)
  await updateStaff(
    ctx,
    school_id,
    plans.flatMap(({ one, next }) => (one ? [{ ...next, id: one.id }] : [])),
  )
}

const codeAt = (number: number) => `GV${String(number).padStart(3, '0')}`

/** Who a row is about: by code, by identity number, by name and birth date, by name alone where only one bears it. */
function known(people: readonly Standing[], { values }: ReadRow): Standing | null | 'several' {
  const byCode = values.code == null ? undefined : people.find(({ code }) => code === values.code)
  if (byCode) return byCode
  const byNumber =
    values.identity_number == null
      ? undefined
      : people.find(({ identity_number }) => identity_number === values.identity_number)
  if (byNumber) return byNumber
  const name = foldName(String(values.full_name))
  const born = values.birth_date ?? null
  const namesakes = people.filter(
    (one) =>
      foldName(one.full_name) === name &&
      (born === null || one.birth_date === null || one.birth_date === born) &&
      (values.code == null || one.code === null),
  )
  if (namesakes.length > 1) return 'several'
  return namesakes[0] ?? null
}

function nextOf({ values }: ReadRow, one: Standing | null, subject_ids: readonly number[], today: string): NewStaff {
  const text = (key: 'phone' | 'email' | 'team' | 'code') =>
    values[key] == null ? (one?.[key] ?? null) : String(values[key])
  const sex = values.sex == null ? (one?.sex ?? 0) : values.sex === '1' ? 1 : 2
  return {
    full_name: String(values.full_name),
    code: text('code'),
    sex,
    birth_date: values.birth_date == null ? (one?.birth_date ?? null) : String(values.birth_date),
    phone: text('phone'),
    email: text('email'),
    team: text('team'),
    subject_ids: subject_ids.length > 0 ? subject_ids : (one?.subject_ids ?? []),
    started_on: values.started_on == null ? (one?.started_on ?? today) : String(values.started_on),
    identity_number: values.identity_number == null ? null : String(values.identity_number),
  }
}

function identityFault(
  { values }: ReadRow,
  one: Standing | null,
  people: readonly Standing[],
): { reason: string; values: Record<string, string | number> }[] {
  if (values.identity_number == null) return []
  const number = String(values.identity_number)
  if (!/^\d{12}$/.test(number)) return [{ reason: 'staff.identity_number', values: { digits: number.length } }]
  const other = people.find(({ identity_number }) => identity_number === number)
  if (other && other.id !== one?.id) return [{ reason: 'staff.identity_of_other', values: { name: other.full_name } }]
  if (one?.identity_number && one.identity_number !== number)
    return [{ reason: 'staff.identity_differs', values: { name: one.full_name } }]
  return []
}

function identityOf({ values }: ReadRow): string | undefined {
  if (values.identity_number != null) return `number ${values.identity_number}`
  if (values.code != null) return `code ${values.code}`
  return values.full_name == null ? undefined : `name ${foldName(String(values.full_name))} ${values.birth_date ?? ''}`
}
