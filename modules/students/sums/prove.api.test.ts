import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../../platform/database.ts'
import { generate } from '../../../seeds/demo/generate.ts'
import { useApi } from '../../../test/api.ts'
import { proveSums } from './prove.ts'

const today = '2026-11-25'
const everySchool = 1_000
const api = useApi()

beforeAll(async () => {
  await generate(api.database.ownerUrl, { size: 740, seed: 'prove', today })
})

/** As the application: its role must be able to do all of it. */
async function prove() {
  const { db } = openDatabase(api.database.appUrl, 1, () => {})
  return proveSums(db, today, everySchool).finally(() => db.destroy())
}

test('sums counted once more from the records are what is stored, and the count leaves nothing behind', async () => {
  const before = await sql`select * from school_pupil_sum order by 1, 2, 3, 4, 5, 6`.execute(api.owner)
  const { compared, faults } = await prove()
  expect(compared).toBeGreaterThan(20)
  expect(faults).toBe(0)
  expect((await sql`select * from school_pupil_sum order by 1, 2, 3, 4, 5, 6`.execute(api.owner)).rows).toEqual(
    before.rows,
  )
})

test('a sum that does not follow from the records is found, noted and, above the books, mended', async () => {
  await sql`alter table section_tally disable trigger user`.execute(api.owner)
  await sql`update section_tally set final_entered = final_entered + 1`.execute(api.owner)
  await sql`alter table section_tally enable trigger user`.execute(api.owner)
  await sql`update school_pupil_sum set pupils = pupils + 1 where pupil_group = 'all'`.execute(api.owner)
  await prove()
  const { rows } = await sql<{ sums: string }>`select distinct sums from sum_fault order by 1`.execute(api.owner)
  expect(rows.map(({ sums }) => sums)).toEqual(['school_mark_sum', 'school_pupil_sum', 'section_tally'])
  await api.settle()
  await sql`delete from sum_fault`.execute(api.owner)
  await prove()
  const left = await sql<{ sums: string }>`select distinct sums from sum_fault`.execute(api.owner)
  expect(left.rows.map(({ sums }) => sums)).not.toContain('school_pupil_sum')
})
