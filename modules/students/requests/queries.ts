import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { NotFound, Unauthenticated } from '../../../platform/errors.ts'
import type { RequestAbout, RequestKind, RequestState } from './tables.ts'

/** A request with the names that a page shows. */
export interface RequestRow {
  school_id: number
  id: string
  person_id: string
  class_id: number | null
  asker: string
  kind: RequestKind
  about: RequestAbout
  words: string
  asked_at: Date
  answer_by: LocalDate
  state: RequestState
  answer: string | null
  answered_by_name: string | null
  answered_at: Date | null
  pupil: string
  class_name: string | null
}

type Scope = { others: true; open: boolean } | { own: true } | { school_id: number; id: string }

const most = 200

/** The requests within reach: what is open first by its deadline, then what was answered, newest first. */
export async function requestsOf(ctx: Context, scope: Scope): Promise<RequestRow[]> {
  if (!ctx.account) throw new Unauthenticated()
  const where =
    'own' in scope
      ? sql`r.person_id = ${ctx.account.person_id}`
      : 'id' in scope
        ? sql`r.school_id = ${scope.school_id} and r.id = ${scope.id}`
        : sql`r.person_id <> ${ctx.account.person_id} and (not ${scope.open} or r.state = 'open')`
  const { rows } = await sql<RequestRow>`/* requests.list */
    select r.school_id, r.id, r.person_id, r.class_id, r.asker, r.kind, r.about, r.words, r.asked_at, r.answer_by, r.state, r.answer,
      a.display_name as answered_by_name, r.answered_at, st.full_name as pupil, c.name as class_name
    from record_request r
    join student st on st.school_id = r.school_id and st.id = r.student_id
    left join class c on c.school_id = r.school_id and c.id = r.class_id
    left join account a on a.id = r.answered_by
    where ${where} and ${allowed(ctx.ability, 'read', 'RecordRequest', 'r')}
    order by r.state <> 'open', case when r.state = 'open' then r.answer_by end, r.asked_at desc
    limit ${most}`.execute(ctx.db)
  return rows
}

/** What others ask of the schools and classes that the reader looks after. */
export const schoolsToAnswer = (ctx: Context, open: boolean): Promise<RequestRow[]> =>
  requestsOf(ctx, { others: true, open })

/** One request within reach; NotFound else. */
export async function requestAt(ctx: Context, key: { school_id: number; id: string }): Promise<RequestRow> {
  const [found] = await requestsOf(ctx, key)
  if (!found) throw new NotFound('RecordRequest')
  return found
}
