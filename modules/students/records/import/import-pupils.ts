import { sql } from 'kysely'
import { may } from '../../../../platform/ability.ts'
import type { Changing } from '../../../../platform/change.ts'
import { offerImport, type ImportPlace, type JudgedList } from '../../../../platform/import-kinds.ts'
import { preview } from '../../../../platform/preview.ts'
import type { ReadSheet } from '../../../../platform/sheet-read.ts'
import type { Sheet } from '../../../../platform/sheet.ts'
import { personsByIdentityNumber } from '../../../identity/public.ts'
import { pupilColumns } from '../sheets/pupil-columns.ts'
import { judgeRow, type Bearer, type Judging, type Plan } from './judge.ts'
import { classKey, nameKey, standingOf, valuesOf } from './load.ts'
import { writePupils } from './write.ts'

/** The sheet of pupils, empty or filled. */
const pupilSheet: Sheet = { name: 'Học sinh', title: 'Danh sách học sinh', columns: pupilColumns, frozenColumns: 3 }

offerImport({
  kind: 'pupils',
  position: 40,
  permitted: (ctx, { school_id }) => may(ctx.ability, 'import', 'Student', { school_id }),
  sheet: async () => pupilSheet,
  rows: async (ctx, place) => {
    const { pupils } = await standingOf(ctx, place)
    const seated = pupils.filter(({ seat }) => seat)
    return seated.map((pupil, index) => ({ values: { row: index + 1, ...valuesOf(pupil) } }))
  },
  judge,
})

async function judge(ctx: Changing, place: ImportPlace, sheet: Sheet, read: ReadSheet): Promise<JudgedList> {
  const standing = await standingOf(ctx, place)
  const taken = { code: new Map(), register_number: new Map(), identity_number: new Map() }
  const judging: Judging = { ctx, sheet, read, standing, bearers: await bearersIn(ctx, read), taken }
  const plans = new Map<number, Plan>()
  const judged = await preview(sheet, read, {
    judge: (row) => {
      const { verdict, plan } = judgeRow(judging, row)
      if (plan) plans.set(row.number, plan)
      return verdict
    },
    identity: ({ values }) => {
      if (values.code != null) return String(values.code).toLowerCase()
      if (values.full_name == null || values.birth_date == null) return undefined
      return `${nameKey(String(values.full_name), String(values.birth_date))} ${classKey(String(values.class ?? ''))}`
    },
  })
  return {
    preview: judged,
    write: (lines) =>
      writePupils(
        ctx,
        place,
        standing,
        lines.flatMap(({ row }) => plans.get(row) ?? []),
      ),
  }
}

/** Who bears the identity numbers of a file, with the names and birth dates under which schools know them. */
async function bearersIn({ db }: Changing, read: ReadSheet): Promise<Map<string, Bearer>> {
  const numbers = read.rows.flatMap(({ values }) =>
    values.identity_number == null ? [] : [String(values.identity_number).replace(/[\s.]/g, '')],
  )
  const persons = await personsByIdentityNumber(db, [...new Set(numbers)])
  const { rows } = await sql<{ person_id: string; full_name: string; birth_date: string }>`/* students.import_bearers */
    select person_id, full_name, birth_date from student where person_id = any(${[...persons.values()]}::uuid[])`.execute(
    db,
  )
  const names = Map.groupBy(rows, (row) => row.person_id)
  return new Map([...persons].map(([number, person_id]) => [number, { person_id, names: names.get(person_id) ?? [] }]))
}
