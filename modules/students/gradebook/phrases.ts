import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { findBook, type BookKey } from './book.ts'

const phrasesAtMost = 60
const phraseAtMost = 500

/** The person's own phrases for comments in a book's subject, in their order; `{ten}` stands for the given name. */
export async function phrasesOf(ctx: Context, key: BookKey): Promise<string[]> {
  const book = await findBook(ctx, 'read', key)
  const { rows } = await sql<{ text: string }>`/* gradebook.phrases */
    select p.text from comment_phrase p
    where p.school_id = ${key.school_id} and p.person_id = ${ctx.account?.person_id ?? null}
      and coalesce(p.subject_id, ${book.subject_id}) = ${book.subject_id} and ${allowed(ctx.ability, 'read', 'CommentPhrase', 'p')}
    order by p.position, p.id`.execute(ctx.db)
  return rows.map((row) => row.text)
}

/** Replaces the person's phrases of a book's subject. */
export async function setPhrases(ctx: Context, key: BookKey, texts: readonly string[]): Promise<string[]> {
  const tidy = texts.map((text) => text.normalize('NFC').replaceAll('\u0000', '').trim()).filter(Boolean)
  if (tidy.length > phrasesAtMost)
    throw new Invalid({ path: 'phrases', message: 'gradebook.too_many_phrases', values: { limit: phrasesAtMost } })
  if (tidy.some((text) => text.length > phraseAtMost))
    throw new Invalid({ path: 'phrases', message: 'gradebook.phrase_too_long', values: { limit: phraseAtMost } })
  return change(ctx, 'gradebook.set_phrases', { school_id: key.school_id }, async (open) => {
    const { subject_id } = await findBook(open, 'mark', key)
    const person_id = open.account!.person_id
    const row = { school_id: key.school_id, person_id, subject_id }
    if (!may(open.ability, 'create', 'CommentPhrase', row)) throw new NotFound('CommentPhrase')
    await sql`/* gradebook.forget_phrases */
      delete from comment_phrase p where p.school_id = ${key.school_id} and p.person_id = ${person_id}
        and coalesce(p.subject_id, ${subject_id}) = ${subject_id} and ${allowed(open.ability, 'delete', 'CommentPhrase', 'p')}`.execute(
      open.db,
    )
    await sql`/* gradebook.add_phrases */
      insert into comment_phrase (school_id, person_id, subject_id, text, position)
      select ${key.school_id}::integer, ${person_id}::uuid, ${subject_id}::smallint, t.text, t.position
      from unnest(${tidy}::text[]) with ordinality t(text, position)`.execute(open.db)
    return tidy
  })
}
