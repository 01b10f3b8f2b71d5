import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { useApi } from './api.ts'
import { sourcesIn, tablesByModule } from './sources.ts'

const api = useApi()

interface Column {
  name: string
  type: string
  nullable: boolean
}

/** The columns of each table as tables.ts declares them. */
function declared(): Map<string, Column[]> {
  const tables = new Map<string, Column[]>()
  for (const { text } of sourcesIn('modules').filter(({ path }) => path.endsWith('tables.ts'))) {
    const interfaces = new Map(
      [...text.matchAll(/export interface (\w+) \{\n([\s\S]*?)\n\}/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
    )
    const block = /interface Database \{([^}]*)\}/.exec(text)?.[1] ?? ''
    for (const [, table, type] of block.matchAll(/^\s*(\w+): (\w+)/gm)) {
      const body = (interfaces.get(type ?? '') ?? '').replace(/\/\*\*[\s\S]*?\*\//g, '')
      const columns = [...body.matchAll(/^\s*"?(\w+)"?: (.+)$/gm)].map(([, name = '', spec = '']) => ({
        name,
        type: spec,
        nullable: /\bnull\b/.test(spec),
      }))
      tables.set(table ?? '', columns)
    }
  }
  return tables
}

const kinds: Record<string, RegExp> = {
  integer: /number|\d/,
  smallint: /number|\d|Level/,
  bigint: /number/,
  real: /number/,
  text: /string|'|[A-Z]/,
  uuid: /string/,
  date: /LocalDate/,
  'timestamp with time zone': /Date/,
  boolean: /boolean/,
  bytea: /Buffer/,
  jsonb: /unknown|Record|\[\]|[A-Z]/,
  ARRAY: /\[\]/,
}

test('tables.ts says what the migrated database holds, column by column', async () => {
  const { rows } = await sql<{ table: string; name: string; type: string; nullable: boolean }>`
    select table_name as table, column_name as name, data_type as type, is_nullable = 'YES' as nullable
    from information_schema.columns where table_schema = 'public'`.execute(api.owner)
  const found = Map.groupBy(rows, (row) => row.table)
  const faults: string[] = []
  for (const [table, columns] of declared()) {
    const real = found.get(table) ?? []
    for (const column of columns) {
      const match = real.find((row) => row.name === column.name)
      if (!match) faults.push(`${table}.${column.name} is not in the database`)
      else {
        const generated = /GeneratedAlways/.test(column.type)
        if (match.nullable !== column.nullable && !generated)
          faults.push(`${table}.${column.name} nullable: ${match.nullable}`)
        if (!kinds[match.type]?.test(column.type))
          faults.push(`${table}.${column.name} is ${match.type}, declared ${column.type}`)
      }
    }
    for (const row of real)
      if (!columns.some((column) => column.name === row.name)) faults.push(`${table}.${row.name} is not declared`)
  }
  expect(faults).toEqual([])
})

// Written by their own compact history (marks), or holding nothing that the trail should keep (sums, answers, sessions, notices read).
const withoutTrail = new Set([
  'subject_result',
  'mark_change',
  'grade_save',
  'section_tally',
  'pupil_fact',
  'return_comparison',
  'sum_due',
  'school_pupil_sum',
  'school_mark_sum',
  'school_mark_spread',
  'session',
  'sign_in_failure',
  'notice',
  'child_visit',
  'job',
  'reading_tally',
  'issued_card',
  'import_batch',
  'subject',
  'province',
  'commune',
  'unit_code_alias',
  'trail_seal',
  'trail_check',
  'backup_run',
  'archived_change',
  'server_secret',
  'second_factor',
  'recovery_code',
  'passkey',
  'spent_voucher',
  'provider_identity',
  'api_token_use',
])

test('every protected table writes before and after to the trail', async () => {
  const { rows } = await sql<{ table: string; triggers: number }>`
    select c.relname as table, count(t.oid)::int as triggers from pg_class c
    left join pg_trigger t on t.tgrelid = c.oid and t.tgname in ('trail_insert', 'trail_update', 'trail_delete')
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace group by c.relname`.execute(api.owner)
  const trailed = new Map(rows.map((row) => [row.table, row.triggers]))
  const faults = [...tablesByModule().keys()].filter((table) => !withoutTrail.has(table) && trailed.get(table) !== 3)
  expect(faults).toEqual([])
})

test('every table of a school is fenced, and its key begins with the school', async () => {
  const { rows } = await sql<{ table: string; fenced: boolean; first: string | null }>`
    select c.relname as table, c.relrowsecurity as fenced,
      (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indrelid = c.oid and i.indisprimary) as first
    from pg_class c join pg_attribute s on s.attrelid = c.oid and s.attname = 'school_id'
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace`.execute(
    api.owner,
  )
  // The trail, jobs, notices and invitations name a school but belong to persons.
  const personal = new Set(['change', 'change_row', 'job', 'notice', 'invitation'])
  const faults = rows.filter((row) => !personal.has(row.table) && (!row.fenced || row.first !== 'school_id'))
  expect(faults).toEqual([])
})

test('the application can add to the trail but neither alter nor empty it', async () => {
  const { rows } = await sql<{ table: string; privilege: string }>`
    select table_name as table, privilege_type as privilege from information_schema.role_table_grants
    where grantee = 'truong_app' and table_name in ('change', 'change_row', 'mark_change') order by 1, 2`.execute(
    api.owner,
  )
  expect(new Set(rows.map((row) => row.privilege))).toEqual(new Set(['INSERT', 'SELECT']))
  const { rows: owned } = await sql`select from pg_class where relowner = 'truong_app'::regrole`.execute(api.owner)
  expect(owned).toHaveLength(0)
})
