import type { Mark, Results, Subject, Term } from './child-query.ts'

/** One thing that became known: a mark, a comment, or the levels of a term or the year. */
export type NewsItem = { at: string; by: string | null; term: number } & (
  | { kind: 'mark'; subject: Subject; mark: Mark; before: string | null }
  | { kind: 'comment'; subject: Subject }
  | { kind: 'levels'; learning: number | null; conduct: number | null }
)

/** All that is known of a child's year, the latest first. */
export function newsOf({ terms, year }: Results): NewsItem[] {
  const items = terms.flatMap((term) => [
    ...levelsOf(term),
    ...term.subjects.flatMap((it) => subjectNews(it, term.term)),
  ])
  if (year)
    items.push({
      kind: 'levels',
      at: year.publishedAt,
      by: year.publishedBy,
      term: 0,
      learning: year.learning,
      conduct: year.conduct,
    })
  return items.toSorted((a, b) => b.at.localeCompare(a.at))
}

/** What became known since a visit; on a first visit nothing counts as new. */
export function newSince(items: readonly NewsItem[], lastVisit: string | null): NewsItem[] {
  return lastVisit === null ? [] : items.filter(({ at }) => at > lastVisit)
}

function levelsOf({ term, learning, conduct, publishedAt, publishedBy }: Term): NewsItem[] {
  if (!publishedAt) return []
  return [{ kind: 'levels', at: publishedAt, by: publishedBy, term, learning, conduct: conduct?.level ?? null }]
}

function subjectNews(subject: Subject, term: number): NewsItem[] {
  const marks = subject.marks
    .filter(({ value, state }) => value !== null || state === 'zero_by_rule')
    .map((mark): NewsItem => {
      const name = mark.kind === 'regular' ? `regular_${mark.position}` : mark.kind
      const correction = subject.corrections.find((it) => it.column === name && it.at === mark.since)
      const by = correction?.by ?? mark.publishedBy
      return { kind: 'mark', at: mark.since, by, term, subject, mark, before: correction?.before ?? null }
    })
  const { comment, commentSince, teacher } = subject
  return comment && commentSince
    ? [...marks, { kind: 'comment', at: commentSince, by: teacher?.name ?? null, term, subject }]
    : marks
}
