import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { modules } from '../modules/all.ts'
import { columnsIn } from '../platform/held-data.ts'
import { useApi } from './api.ts'
import { someone } from './make.ts'

const api = useApi()
const lines = modules.flatMap(({ holds = [] }) => holds)

/** The columns of each table that the register names, over all its lines. */
const named = Map.groupBy(
  lines.flatMap(({ tables }) =>
    Object.entries(tables).flatMap(([table, { basic, sensitive, other, technical }]) =>
      [basic, sensitive, other, technical].flatMap(columnsIn).map((column) => ({ table, column })),
    ),
  ),
  ({ table }) => table,
)

/** A column that says something of a person by its name; keys to persons are found besides. */
const aboutPersons =
  /^(?:person|student|child|account|guardianship)_id$|_by$|(?:^|_)(?:login|phone|email|address|birth|sex|ethnicity|religion|disability)(?:_|$)|^(?:full|display|given|account|other)_name$|identity_number/

// Offices and schools, and sums without persons: telephone and address are those of a unit, sex is a row of a table.
const aboutNobody = new Set(['unit', 'section_tally', 'school_pupil_sum', 'school_mark_sum'])

async function columnsOfAll() {
  const { rows } = await sql<{ table: string; column: string; key: boolean }>`
    select c.relname as table, a.attname as column, exists (
        select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey)
          and k.confrelid in ('person'::regclass, 'account'::regclass, 'student'::regclass, 'guardianship'::regclass)
          and a.attname <> 'school_id') as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace`.execute(
    api.owner,
  )
  return rows
}

test('a table with a column about persons stands in the register of what is held', async () => {
  const rows = await columnsOfAll()
  expect(rows.length).toBeGreaterThan(300)
  const missing = rows
    .filter(({ table, column, key }) => !aboutNobody.has(table) && (key || aboutPersons.test(column)))
    .filter(({ table }) => !named.has(table))
    .map(({ table, column }) => `${table}.${column}`)
  expect(missing).toEqual([])
})

test('each column of a table in the register is named there once', async () => {
  const real = Map.groupBy(await columnsOfAll(), ({ table }) => table)
  const faults = [...named].flatMap(([table, columns]) => {
    const names = columns.map(({ column }) => column)
    const there = new Set((real.get(table) ?? []).map(({ column }) => column))
    return [
      ...[...there].filter((column) => !names.includes(column)).map((column) => `${table}.${column} is not named`),
      ...names.filter((column) => !there.has(column)).map((column) => `${table}.${column} is not in the database`),
      ...names.filter((column, at) => names.indexOf(column) < at).map((column) => `${table}.${column} is named twice`),
    ]
  })
  expect(faults).toEqual([])
})

test('everybody who is signed in reads the register, a visitor does not', async () => {
  const document = '{ heldData { name about basis until sensitive removedByItself keepYears } }'
  const unit = await api.owner.selectFrom('unit').select('id').where('kind', '=', 'department').executeTakeFirst()
  const { account_id } = await someone(api.owner, 'Trần Thị Mai', unit && { role: 'officer', unit_id: unit.id })
  const reader = await api.as(account_id)
  const { data } = await reader.ask<{ heldData: { name: string; until: string; keepYears: number | null }[] }>(document)
  expect(data?.heldData.map(({ name }) => name)).toEqual(lines.map(({ name }) => name))
  expect(data?.heldData.find(({ name }) => name === 'guardians')?.keepYears).toBe(5)
  expect(data?.heldData.find(({ name }) => name === 'marks')?.keepYears).toBeNull()
  const refused = await api.visitor.ask(document)
  expect(refused.data).toBeNull()
})
