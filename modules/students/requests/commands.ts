import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { personIn } from '../../../platform/machine.ts'
import { holdersOf, notify } from '../../identity/public.ts'
import { childOf } from '../family/queries.ts'
import { addDays } from '../enrollment/seats.ts'
import { daysToAnswer } from './rules/answer-by.ts'
import { requestAt, type RequestRow } from './queries.ts'
import type { RequestAbout, RequestKind } from './tables.ts'

const openAtMost = 10
const longest = 2_000

/**
 * Asks the school that holds a child's record today for a correction, or objects. Those who keep the records are told, with the
 * day by which it is answered. Throws Invalid for empty words, and for more than ten open requests of one person.
 */
export async function askOfSchool(
  ctx: Context,
  asked: { child: string; kind: RequestKind; about: RequestAbout; words: string },
): Promise<RequestRow> {
  const own = personIn(ctx)
  const words = text(asked.words, 'words', 'request.words_needed')
  await childOf(ctx, asked.child)
  const { rows } = await sql<{
    school_id: number
    student_id: string
    class_id: number | null
    open: number
  }>`/* requests.record */
    select st.school_id, st.id as student_id, coalesce(st.class_id, st.left_class_id) as class_id,
      (select count(*)::integer from record_request where person_id = ${own.person_id} and state = 'open') as open
    from student st where st.person_id = ${asked.child}
    order by st.class_id is null, st.admitted_on desc nulls last limit 1`.execute(ctx.db)
  const record = rows[0]
  if (!record) throw new NotFound('Child')
  if (record.open >= openAtMost)
    throw new Invalid({ path: '', message: 'request.too_many', values: { most: openAtMost } })
  const { school_id, student_id, class_id } = record
  const answer_by = addDays(ctx.today, daysToAnswer(ctx.today, new Date(ctx.today).getUTCDay()))
  return change(ctx, 'request.ask', { school_id, schools: [school_id] }, async (open) => {
    const { id } = await open.db
      .insertInto('record_request')
      .values({
        school_id,
        student_id,
        class_id,
        person_id: own.person_id,
        asker: own.display_name,
        kind: asked.kind,
        about: asked.about,
        words,
        asked_at: open.now,
        answer_by,
        answer: null,
        answered_by: null,
        answered_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await notify(open, await holdersOf(open, ['principal', 'school_administrator'], school_id), {
      kind: 'record_request',
      text_key: 'request.asked_notice',
      values: { by: own.display_name, kind: asked.kind },
      link: '/requests',
      school_id,
    })
    return requestAt(open, { school_id, id })
  })
}

/** Takes an own request back that nobody has answered. */
export async function withdrawRequest(ctx: Context, key: { school_id: number; id: string }): Promise<RequestRow> {
  const found = await requestAt(ctx, key)
  if (found.person_id !== personIn(ctx).person_id) throw new NotFound('RecordRequest')
  return end(ctx, found, 'request.withdraw', { state: 'withdrawn' })
}

/** Answers a request: done, or refused; either with words, which the asker reads. */
export async function answerRequest(
  ctx: Context,
  key: { school_id: number; id: string },
  given: { done: boolean; answer: string },
): Promise<RequestRow> {
  const found = await requestAt(ctx, key)
  if (!may(ctx.ability, 'decide', 'RecordRequest', found)) throw new NotFound('RecordRequest')
  if (found.person_id === personIn(ctx).person_id) throw new Invalid({ path: '', message: 'request.not_own' })
  const answer = text(given.answer, 'answer', 'request.answer_needed')
  const state = given.done ? 'done' : 'refused'
  return end(ctx, found, 'request.answer', { state, answer })
}

async function end(
  ctx: Context,
  { school_id, id, person_id }: RequestRow,
  verb: string,
  how: { state: 'withdrawn' } | { state: 'done' | 'refused'; answer: string },
): Promise<RequestRow> {
  const by = personIn(ctx)
  const answered = 'answer' in how
  return change(ctx, verb, { school_id, schools: [school_id] }, async (open) => {
    const { numUpdatedRows } = await open.db
      .updateTable('record_request')
      .set({ ...how, ...(answered && { answered_by: by.id, answered_at: open.now }) })
      .where('school_id', '=', school_id)
      .where('id', '=', id)
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Invalid({ path: '', message: 'request.ended' })
    if (answered)
      await notify(open, [person_id], {
        kind: 'record_request',
        text_key: how.state === 'done' ? 'request.done_notice' : 'request.refused_notice',
        values: { by: by.display_name },
        link: '/requests',
        school_id,
      })
    return requestAt(open, { school_id, id })
  })
}

function text(typed: string, path: string, missing: string): string {
  const words = typed.trim()
  if (words.length < 3) throw new Invalid({ path, message: missing })
  if (words.length > longest) throw new Invalid({ path, message: 'request.too_long', values: { longest } })
  return words
}
