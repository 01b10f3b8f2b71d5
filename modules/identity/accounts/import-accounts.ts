import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import type { Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { offerImport, type ImportPlace, type JudgedList } from '../../../platform/import-kinds.ts'
import { tidyName } from '../../../platform/name.ts'
import { preview, refusedCell, type Verdict } from '../../../platform/preview.ts'
import type { ReadRow, ReadSheet } from '../../../platform/sheet-read.ts'
import type { Choice, Sheet } from '../../../platform/sheet.ts'
import type { TextKey } from '../../../platform/text.ts'
import { personsByIdentityNumber } from '../persons.ts'
import { loginFault, normalLogin } from '../rules/login.ts'
import type { GrantedRole } from '../tables.ts'
import { vi as roleTexts } from '../texts/vi.ts'
import { identityDigits, insertAccount, personOf } from './commands.ts'
import { addPost } from './posts.ts'
import { recordsOf, type OnRecord } from './school-records.ts'
import { assertMayManage, grantableIn } from './standing.ts'
import { vi } from './texts/vi.ts'

/** What a row asks for. */
interface Wanted {
  full_name: string
  identity_number: string | null
  login: string | null
  role: GrantedRole
  /** The person known by the identity number, and whether they have an account. */
  person_id: string | null
  has_account: boolean
}

offerImport({
  kind: 'accounts',
  position: 60,
  permitted: (ctx, { school_id }) => may(ctx.ability, 'create', 'Account', { unit_id: school_id }),
  sheet: async (ctx, { school_id }) => accountSheet(await grantableIn(ctx, school_id)),
  // A list to fill in: what stands already is seen on the page of accounts.
  rows: async () => [],
  judge,
})

/** The sheet of accounts; its choices are the posts that the person may grant. */
function accountSheet(roles: readonly string[]): Sheet {
  return {
    name: vi['account.sheet'],
    title: vi['account.sheet_title'],
    frozenColumns: 1,
    columns: [
      {
        key: 'full_name',
        title: vi['account.column_name'],
        kind: 'text',
        width: 28,
        required: true,
        aliases: ['Họ tên'],
        parts: [['Họ và tên đệm', 'Họ đệm', 'Họ'], ['Tên']],
      },
      {
        key: 'identity_number',
        title: vi['account.column_identity_number'],
        kind: 'text',
        width: 16,
        aliases: ['CCCD', 'Số CCCD', 'Số định danh'],
      },
      {
        key: 'login',
        title: vi['account.column_login'],
        kind: 'text',
        width: 18,
        aliases: ['Điện thoại', 'Số điện thoại', 'SĐT', 'Tên đăng nhập'],
      },
      {
        key: 'role',
        title: vi['account.column_role'],
        kind: 'choice',
        width: 20,
        required: true,
        choices: roles.map(choiceOf),
        aliases: ['Chức vụ', 'Vai trò'],
      },
    ],
  }
}

async function judge(ctx: Changing, { school_id }: ImportPlace, sheet: Sheet, read: ReadSheet): Promise<JudgedList> {
  const text = (row: ReadRow, key: string) => (row.values[key] == null ? '' : String(row.values[key]))
  const numbers = read.rows.map((row) => identityDigits(text(row, 'identity_number'))).filter(Boolean)
  const persons = await personsByIdentityNumber(ctx.db, numbers)
  const known = await knownOf(ctx, school_id, [...persons.values()])
  const logins = await takenLogins(
    ctx,
    read.rows.map((row) => normalLogin(text(row, 'login'))),
  )
  const higher = await standingHigher(ctx, [...persons.values()])
  const onRecord = await recordsOf(ctx, school_id)
  const plans = new Map<number, Wanted>()
  const judgeRow = (row: ReadRow): Verdict => {
    const name = tidyName(text(row, 'full_name'))
    const label = name.value
    const number = identityDigits(text(row, 'identity_number'))
    const login = text(row, 'login') ? normalLogin(text(row, 'login')) : null
    const role = text(row, 'role') as GrantedRole
    const person_id = persons.get(number) ?? null
    const person = known.get(person_id ?? '')
    const refuse = (key: string, reason: string, values?: Record<string, string | number>): Verdict => ({
      kind: 'refused',
      label,
      violations: [refusedCell(sheet, read, row, key, reason, values)],
    })
    if (name.fault) return refuse('full_name', name.fault)
    if (number && !/^\d{12}$/.test(number))
      return refuse('identity_number', 'account.identity_number', { found: number.replace(/\D/g, '').length })
    const fault = login === null ? null : loginFault(login)
    if (fault) return refuse('login', fault)
    if (person_id === ctx.account?.person_id) return refuse('full_name', 'account.not_own')
    if (person?.roles.includes(role)) return { kind: 'unchanged', label }
    if (!person?.has_account && login && logins.has(login)) return refuse('login', 'account.login_taken', { login })
    if (!person_id && onRecord(label, number || null) === 'several')
      return refuse('full_name', 'account.several_records', { name: label })
    if (!person?.has_account && person_id && higher.has(person_id))
      return refuse('identity_number', 'account.stands_higher', { name: label })
    plans.set(row.number, {
      full_name: label,
      identity_number: number || null,
      login,
      role,
      person_id,
      has_account: person?.has_account ?? false,
    })
    return { kind: 'new', label }
  }
  const identity = (row: ReadRow) => {
    const who = identityDigits(text(row, 'identity_number')) || normalLogin(text(row, 'login'))
    return who ? `${who} ${text(row, 'role')}` : undefined
  }
  const judged = await preview(sheet, read, { judge: judgeRow, identity })
  return {
    preview: judged,
    write: async (lines) => {
      for (const { row } of lines) await write(ctx, school_id, plans.get(row)!, onRecord)
    },
  }
}

/** Codes are not made here: they are printed afterwards, when somebody stands at the printer. */
async function write(ctx: Changing, unit_id: number, wanted: Wanted, onRecord: OnRecord): Promise<void> {
  const { full_name } = wanted
  const person_id = wanted.person_id ?? (await personOf(ctx, wanted.identity_number, { full_name, onRecord }))
  const known = await knownOf(ctx, unit_id, [person_id])
  const person = known.get(person_id)
  if (!person?.has_account)
    await insertAccount(ctx, { person_id, display_name: wanted.full_name, unit_id }, wanted.login)
  if (!person?.roles.includes(wanted.role))
    await addPost(ctx, { person_id, unit_id, role: wanted.role }, wanted.has_account)
}

async function knownOf(
  { db, today, now }: Changing,
  unit_id: number,
  person_ids: readonly string[],
): Promise<Map<string, { has_account: boolean; roles: string[] }>> {
  const { rows } = await sql<{ id: string; has_account: boolean; roles: string[] }>`/* identity.known_persons */
    select r.id, exists (select from account a where a.person_id = r.id) as has_account,
      coalesce((select array_agg(p.role) from post p where p.person_id = r.id and p.unit_id = ${unit_id}
        and (p.valid_to is null or p.valid_to >= ${today}::date) and (p.expires_at is null or p.expires_at > ${now})), '{}') as roles
    from unnest(${person_ids}::uuid[]) r(id)`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

async function takenLogins({ db }: Changing, logins: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ login: string }>`/* identity.taken_logins */
    select login from account where login = any(${logins.filter(Boolean)}::text[])`.execute(db)
  return new Set(rows.map((row) => row.login))
}

async function standingHigher(ctx: Context, person_ids: readonly string[]): Promise<Set<string>> {
  const higher = new Set<string>()
  for (const id of new Set(person_ids)) {
    await assertMayManage(ctx, id, '').catch(() => higher.add(id))
  }
  return higher
}

const choiceOf = (role: string): Choice => ({
  value: role,
  title: roleTexts[`identity.role.${role}` as keyof typeof roleTexts & TextKey],
})
