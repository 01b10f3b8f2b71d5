import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { reopenResults } from '../results/reopen.ts'
import type { Level } from '../results/tables.ts'

/** A level with its grounds. */
export interface Judged {
  level: Level | null
  grounds: string | null
}

/** A touched row: what the person saw and what it shall be. */
export interface ConductInput {
  student_id: string
  was: Judged
  now: Judged
}

/** What became of a touched row. */
export interface ConductAnswer extends Judged {
  student_id: string
  status: 'saved' | 'already' | 'conflict' | 'refused'
  refusal: string | null
  /** For a conflict: whose judgement stands, and since when. */
  by: string | null
  at: string | null
}

/** A class in a term. */
export interface ConductKey {
  school_id: number
  academic_year: number
  class_id: number
  term: 1 | 2
}

interface Stored extends Judged {
  student_id: string
  person_id: string
  left_on: string | null
  by: string | null
  at: string | null
}

const groundsAtMost = 2_000

/**
 * Writes the homeroom teacher's judgements, each row for itself: stored = seen → written; stored = wanted → already there;
 * else a conflict with whose and since when. Chưa đạt needs grounds. After the results were approved a reason is needed,
 * and the approval is taken back. Circular 22/2021/TT-BGDĐT, Điều 8.
 */
export async function recordConduct(
  ctx: Context,
  key: ConductKey,
  rows: readonly ConductInput[],
  reason: string | null,
): Promise<{ saved_at: string; rows: ConductAnswer[] }> {
  const { school_id, academic_year, class_id, term } = key
  if (!may(ctx.ability, 'decide', 'Conduct', { school_id, academic_year, class_id })) throw new NotFound('Conduct')
  if (rows.length > 200) throw new Invalid({ path: 'rows', message: 'conduct.too_many_rows', values: { limit: 200 } })
  const why = reason?.normalize('NFC').trim() || null
  return change(ctx, 'conduct.record', { school_id, reason: why }, async (open) => {
    await sql`/* conduct.hold */ select pg_advisory_xact_lock(hashtextextended(${`conduct ${school_id} ${class_id} ${term}`}, 0))`.execute(
      open.db,
    )
    const { stored, approved } = await storedIn(open, key)
    const answers = rows.map((row) =>
      judge(stored.get(row.student_id), tidied(row), approved && (why?.length ?? 0) < 5),
    )
    const saved = answers.filter((it) => it.status === 'saved')
    const written = saved.map(({ student_id, level, grounds }) => ({
      school_id,
      academic_year,
      class_id,
      term,
      student_id,
      person_id: stored.get(student_id)!.person_id,
      level,
      grounds,
      decided_by: open.account?.id ?? null,
      decided_at: open.now,
    }))
    if (written.length > 0) {
      await sql`/* conduct.write */
        insert into conduct select * from jsonb_populate_recordset(null::conduct, ${JSON.stringify(written)}::jsonb)
        on conflict (school_id, academic_year, student_id, term) do update set level = excluded.level, grounds = excluded.grounds,
          class_id = excluded.class_id, decided_by = excluded.decided_by, decided_at = excluded.decided_at`.execute(
        open.db,
      )
      await reopenResults(open, key, [class_id])
    }
    return { saved_at: open.now.toISOString(), rows: answers }
  })
}

async function storedIn(
  { db }: Context,
  { school_id, academic_year, class_id, term }: ConductKey,
): Promise<{ stored: Map<string, Stored>; approved: boolean }> {
  const { rows } = await sql<Stored & { state: string | null }>`/* conduct.stored */
    select e.student_id, e.person_id, case when e.status in ('studying', 'completed') then null else e.ends_on end as left_on,
      c.level, c.grounds, p.display_name as by, c.decided_at as at, a.state
    from enrollment e
    left join conduct c on c.school_id = e.school_id and c.academic_year = e.academic_year and c.student_id = e.student_id and c.term = ${term}
    left join account p on p.id = c.decided_by
    left join class_approval a on a.school_id = e.school_id and a.academic_year = e.academic_year and a.class_id = e.class_id and a.term = ${term}
    where e.school_id = ${school_id} and e.academic_year = ${academic_year} and e.class_id = ${class_id} and e.status <> 'moved_class'`.execute(
    db,
  )
  const approved = rows.some(({ state }) => state === 'approved' || state === 'published')
  return { stored: new Map(rows.map((row) => [row.student_id, row])), approved }
}

function judge(
  stored: Stored | undefined,
  { student_id, was, now }: ConductInput,
  lacksReason: boolean,
): ConductAnswer {
  const held: Judged = { level: stored?.level ?? null, grounds: stored?.grounds ?? null }
  const answer = { student_id, refusal: null, by: null, at: null }
  const refused = (refusal: string): ConductAnswer => ({ ...answer, ...held, status: 'refused', refusal })
  if (!stored) return refused('conduct.refused.not_in_class')
  if (stored.left_on) return refused('conduct.refused.left')
  if (same(held, now)) return { ...answer, ...held, status: 'already' }
  if (!same(held, was))
    return { ...answer, ...held, status: 'conflict', by: stored.by, at: stored.at && new Date(stored.at).toISOString() }
  if ((now.grounds?.length ?? 0) > groundsAtMost) return refused('conduct.refused.too_long')
  if (now.level === 1 && !now.grounds) return refused('conduct.refused.grounds_needed')
  if (lacksReason) return refused('conduct.refused.reason_needed')
  return { ...answer, ...now, status: 'saved' }
}

const same = (a: Judged, b: Judged): boolean => a.level === b.level && a.grounds === b.grounds

const tidied = (input: ConductInput): ConductInput => ({
  ...input,
  was: { ...input.was, grounds: tidy(input.was.grounds) },
  now: { ...input.now, grounds: tidy(input.now.grounds) },
})

const tidy = (text: string | null): string | null => text?.normalize('NFC').replaceAll('\u0000', '').trim() || null
