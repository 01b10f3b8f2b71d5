import { useQuery } from 'urql'
import { useText } from '../../text.ts'
import type { Area } from './area.ts'
import { Filter, gradesIn } from './FigureFilters.tsx'
import { SubjectsQuery } from './queries.ts'
import { breakdownsIn, changed, type Period } from './question.ts'
import { spreadKinds, spreadPath, type SpreadAsked } from './spread-address.ts'
import { periodText } from './words.ts'

/** Which marks the spread is of; each choice is an address. */
export function SpreadFilters({
  asked,
  periods,
  address,
  area,
  own,
}: {
  asked: SpreadAsked
  periods: readonly Period[]
  address: URLSearchParams
  area: Area
  /** Whether the figures are of the person's own school, which sees open books as well. */
  own: boolean
}) {
  const t = useText()
  const grades = asked.grade ? [asked.grade] : [...gradesIn(asked.level)]
  const [{ data }] = useQuery({ query: SubjectsQuery, variables: { grades, academicYear: asked.academicYear } })
  const scored = (data?.curriculum ?? [])
    .filter((line) => line.scored)
    .map(({ subject }) => [subject.code, subject.name] as const)
  const line = (label: string, current: boolean, changes: Record<string, string | number | undefined>) => ({
    label,
    current,
    href: changed(address, changes, spreadPath),
  })
  const all = t('figures.all')
  const countings = own ? (['locked', 'submitted', 'all'] as const) : (['locked', 'submitted'] as const)
  return (
    <div className="filters noprint" role="group" aria-label={t('figures.filters')}>
      <Filter
        name={t('figures.filter.subject')}
        items={[...new Map(scored)].map(([code, name]) => line(name, asked.subject === code, { subject: code }))}
      />
      <Filter
        name={t('figures.which_marks')}
        items={spreadKinds.map((kind) => line(t(`figures.spread_kind.${kind}`), asked.kind === kind, { kind }))}
      />
      <Filter
        name={t('figures.filter.period')}
        items={periods
          .filter(({ term }) => term > 0)
          .map((period) =>
            line(periodText(t, period), period.academicYear === asked.academicYear && period.term === asked.term, {
              year: period.academicYear,
              term: period.term,
            }),
          )}
      />
      <Filter
        name={t('figures.filter.level')}
        items={[
          line(all, !asked.level, { level: area.level && 'all', grade: undefined }),
          ...(['lower', 'upper'] as const).map((level) =>
            line(t(`figures.level.${level}`), asked.level === level, { level, grade: undefined }),
          ),
        ]}
      />
      <Filter
        name={t('figures.filter.grade')}
        items={[
          line(all, !asked.grade, { grade: undefined }),
          ...gradesIn(asked.level).map((grade) => line(String(grade), asked.grade === grade, { grade })),
        ]}
      />
      <Filter
        name={t('figures.filter.by')}
        items={breakdownsIn('spread', asked)
          .filter((by) => !(by === 'level' && asked.level) && !(by === 'grade' && asked.grade && !asked.school))
          .map((by) => line(t(`figures.by.${by}`), asked.by === by, { by }))}
      />
      <Filter
        name={t('figures.filter.counting')}
        items={countings.map((counting) =>
          line(t(`figures.counting_short.${counting}`), (asked.counting ?? 'locked') === counting, {
            counting: counting === 'locked' ? undefined : counting,
          }),
        )}
      />
    </div>
  )
}
