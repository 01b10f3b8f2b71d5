import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import { demoPassword } from './known.ts'

/** An account that the sign-in page of a demo offers, with all that is needed to use it. */
export interface DemoAccount {
  login: string
  password: string
  name: string
  /** The kind of user: administrator, leader, officer … subject_teacher, homeroom, parent, pupil. */
  roleKey: string
  /** Where the person works or learns; null for parents. */
  unitName: string | null
}

/** One account for each kind of user, in the order of the offices; none where there is no demo. */
export async function demoAccounts(db: Db): Promise<DemoAccount[]> {
  const { rows } = await sql<{
    login: string
    role_key: string
    name: string
    unit_name: string | null
  }>`/* demo.accounts */
    select a.login, d.role_key, a.display_name as name,
      (select u.short_name from post p join unit u on u.id = p.unit_id where p.person_id = a.person_id order by p.valid_from limit 1) as unit_name
    from setting s, jsonb_to_recordset(s.value -> 'accounts') as d (role_key text, login text)
      join account a on a.login = d.login
    where s.name = 'demo'`.execute(db)
  return rows
    .map(({ login, role_key, name, unit_name }) => ({
      login,
      password: demoPassword,
      name,
      roleKey: role_key,
      unitName: unit_name,
    }))
    .toSorted((a, b) => inOrder(a.roleKey) - inOrder(b.roleKey))
}

const order = [
  'administrator',
  'leader',
  'officer',
  'commune_officer',
  'principal',
  'vice_principal',
  'school_administrator',
  'team_head',
  'subject_teacher',
  'homeroom',
  'clerk',
  'librarian',
  'equipment_keeper',
  'parent',
  'pupil',
]

const inOrder = (roleKey: string): number => (order.indexOf(roleKey) + order.length + 1) % (order.length + 1)
