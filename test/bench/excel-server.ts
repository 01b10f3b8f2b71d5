import { createServer, type ServerResponse } from 'node:http'
import { sql } from 'kysely'
import { pupilColumns } from '../../modules/students/records/sheets/pupil-columns.ts'
import { openDatabase } from '../../platform/database.ts'
import type { Sheet, SheetRow } from '../../platform/sheet.ts'
import { sheetWorkbook } from '../../platform/sheet-workbook.ts'
import { writeWorkbook } from '../../platform/workbook.ts'
import { serve } from './child.ts'

// A list of pupils as a workbook, written by the product's writer straight from the database into the answer:
// excel-server.ts <url of truong_app>. /<rows> says how many; a province that has fewer pupils gives them again.
const [appUrl = ''] = process.argv.slice(2)
const { db } = openDatabase(appUrl, 2, () => {})
const beforeAll = { school_id: 0, id: '00000000-0000-0000-0000-000000000000' }
/** Rows read at once, as lists of the product are read page by page. */
const page = 1_000
const keys = [
  'row',
  'code',
  'full_name',
  'birth_date',
  'sex',
  'class',
  'birth_place',
  'ethnicity',
  'religion',
  'nationality',
  'residence',
  'phone',
]
const sheet: Sheet = {
  name: 'Danh sách',
  orientation: 'landscape',
  title: 'DANH SÁCH HỌC SINH',
  columns: pupilColumns.filter(({ key }) => keys.includes(key)),
  frozenColumns: 3,
}

const server = createServer((request, response) => void answer(Number(request.url?.slice(1)), response))
await serve(server, () => db.destroy())

async function answer(rows: number, response: ServerResponse): Promise<void> {
  try {
    await writeWorkbook(response, [sheetWorkbook(sheet, pupils(rows), { protect: false })])
  } catch (error) {
    response.destroy(error as Error)
  }
}

async function* pupils(wanted: number): AsyncIterable<SheetRow> {
  let after: { school_id: number; id: string } = beforeAll
  for (let number = 0; number < wanted;) {
    const { rows } = await sql<{ school_id: number; id: string; sex: number | null } & SheetRow['values']>`
      select st.school_id, st.id, st.code, st.full_name, st.birth_date, st.sex, c.name as class, st.birth_place, st.ethnicity,
        st.religion, st.nationality, st.residence, st.phone
      from student st join enrollment e on e.school_id = st.school_id and e.student_id = st.id and e.ends_on is null
      join class c on c.school_id = e.school_id and c.id = e.class_id
      where (st.school_id, st.id) > (${after.school_id}, ${after.id}::uuid)
      order by st.school_id, st.id limit ${Math.min(page, wanted - number)}`.execute(db)
    if (rows.length === 0 && after === beforeAll) throw new Error('there are no pupils')
    for (const row of rows) yield { values: { ...row, row: ++number, sex: row.sex === null ? null : String(row.sex) } }
    after = rows.length < page ? beforeAll : rows.at(-1)!
  }
}
