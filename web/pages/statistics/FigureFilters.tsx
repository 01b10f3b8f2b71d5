import { useQuery } from 'urql'
import { useText } from '../../text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import type { Area } from './area.ts'
import { SubjectsQuery } from './queries.ts'
import { breakdownsIn, changed, groupOf, indicatorGroups } from './question.ts'
import type { Period, Question } from './question.ts'
import { periodText } from './words.ts'

/** What the figures are of and what they are narrowed to; each choice is an address. */
export function FigureFilters({
  question,
  periods,
  address,
  own,
  area,
}: {
  question: Question
  periods: readonly Period[]
  address: URLSearchParams
  /** Whether the figures are of the person's own school, which sees open books averaged as well. */
  own: boolean
  /** What the person's post looks after: taking it away has to be said. */
  area: Area
}) {
  const t = useText()
  const group = groupOf(question.indicator)
  const ofPupils = group.of === 'pupils'
  const ofMarks = group.of === 'marks' || group.of === 'progress' || group.of === 'books'
  const choice = (name: string, value: string | number | undefined, label: string, now: unknown): MenuItem => ({
    label,
    href: changed(address, { [name]: value }),
    current: (now ?? undefined) === value,
  })
  const all = t('figures.all')
  const groups = indicatorGroups.map(({ name, codes, of, terms }): MenuItem => ({
    label: t(`figures.group.${name}`),
    current: name === group.name,
    href: changed(address, {
      indicator: codes[0],
      year: address.has('year') ? question.academicYear : undefined,
      term: (terms as readonly number[]).includes(question.term) ? question.term : undefined,
      by: breakdownsIn(of, question).includes(question.by) ? (address.get('by') ?? undefined) : undefined,
      ...(of === 'pupils' ? {} : { ethnicity: undefined, policy: undefined }),
      ...(of === 'classes' ? { sex: undefined } : {}),
      ...(of === 'pupils' || of === 'classes'
        ? { subject: undefined, counting: undefined }
        : { subject: address.get('subject') ?? area.subjects[0]?.code }),
    }),
  }))
  const indicators = group.codes.map((code) =>
    choice('indicator', code, t(`figures.indicator.${code}`), question.indicator),
  )
  const breakdowns = breakdownsIn(group.of, question)
    // Sexes, subjects and levels that are chosen have no parts of their own.
    .filter((by) => !(by === 'sex' && question.sex) && !(by === 'subject' && question.subject))
    .filter((by) => !(by === 'level' && question.level) && !(by === 'grade' && question.grade && !question.school))
    .map((by) => choice('by', by, t(`figures.by.${by}`), question.by))
  const times = periods
    .filter(({ term }) => (group.terms as readonly number[]).includes(term))
    .map((period): MenuItem => ({
      label: periodText(t, period),
      current: period.academicYear === question.academicYear && period.term === question.term,
      href: changed(address, { year: period.academicYear, term: period.term }),
    }))
  const levels = [
    { label: all, href: changed(address, { level: area.level && 'all', grade: undefined }), current: !question.level },
    ...(['lower', 'upper'] as const).map((level) => ({
      label: t(`figures.level.${level}`),
      href: changed(address, { level, grade: undefined }),
      current: question.level === level,
    })),
  ]
  const grades = [
    choice('grade', undefined, all, question.grade),
    ...gradesIn(question.level).map((grade) => choice('grade', grade, String(grade), question.grade)),
  ]
  const sexes = [
    choice('sex', undefined, all, question.sex),
    ...([1, 2] as const).map((sex) => choice('sex', sex, t(`figures.sex.${sex}`), question.sex)),
  ]
  const ethnicities = [
    choice('ethnicity', undefined, all, question.ethnicity),
    ...(['majority', 'minority'] as const).map((code) =>
      choice('ethnicity', code, t(`figures.ethnicity.${code}`), question.ethnicity),
    ),
  ]
  const policies = [
    choice('policy', undefined, all, question.policy),
    ...(['policy', 'poor', 'disability'] as const).map((code) =>
      choice('policy', code, t(`figures.policy.${code}`), question.policy),
    ),
  ]
  const countings = [
    choice('counting', undefined, t('figures.counting_short.locked'), question.counting),
    choice('counting', 'submitted', t('figures.counting_short.submitted'), question.counting),
    ...(own ? [choice('counting', 'all', t('figures.counting_short.all'), question.counting)] : []),
  ]
  return (
    <div className="filters noprint" role="group" aria-label={t('figures.filters')}>
      <Filter name={t('figures.filter.group')} items={groups} />
      <Filter name={t('figures.filter.indicator')} items={indicators} />
      <Filter name={t('figures.filter.by')} items={breakdowns} />
      <Filter name={t('figures.filter.period')} items={times} />
      <Filter name={t('figures.filter.level')} items={levels} />
      <Filter name={t('figures.filter.grade')} items={grades} />
      {group.of !== 'classes' && group.of !== 'books' && <Filter name={t('figures.filter.sex')} items={sexes} />}
      {ofPupils && (
        <>
          <Filter name={t('figures.filter.ethnicity')} items={ethnicities} />
          <Filter name={t('figures.filter.policy')} items={policies} />
        </>
      )}
      {ofMarks && (
        <SubjectFilter
          question={question}
          own={area.subjects}
          hrefOf={(subject) => changed(address, { subject: subject ?? (area.subjects[0] && 'all') })}
        />
      )}
      {group.of === 'marks' && <Filter name={t('figures.filter.counting')} items={countings} />}
    </div>
  )
}

/** One subject with marks, or all; the own ones stand first. */
export function SubjectFilter({
  question,
  own,
  hrefOf,
}: {
  question: Pick<Question, 'level' | 'grade' | 'academicYear' | 'subject'>
  own: Area['subjects']
  hrefOf: (subject: string | undefined) => string
}) {
  const t = useText()
  const { level, grade, academicYear } = question
  const isOwn = (code: string) => Number(own.some((subject) => subject.code === code))
  const grades = grade ? [grade] : [...gradesIn(level)]
  const [{ data }] = useQuery({ query: SubjectsQuery, variables: { grades, academicYear } })
  const scored = data?.curriculum
    .filter((line) => line.scored)
    .map(({ subject }) => [subject.code, subject.name] as const)
    .toSorted(([a], [b]) => isOwn(b) - isOwn(a))
  const items = [
    { label: t('figures.all_subjects'), href: hrefOf(undefined), current: !question.subject },
    ...[...new Map(scored)].map(([code, name]) => ({
      label: name,
      href: hrefOf(code),
      current: question.subject === code,
    })),
  ]
  return <Filter name={t('figures.filter.subject')} items={items} />
}

/** A choice of addresses under a name; the one that holds stands on the button. */
export function Filter({ name, items }: { name: string; items: readonly MenuItem[] }) {
  return (
    <Menu
      label={name}
      items={items}
      button={
        <>
          <span className="faint filter-name">{name}</span> {items.find(({ current }) => current)?.label}{' '}
          <Icon name="chevron" />
        </>
      }
    />
  )
}

/** The grades of a level; without one all of them. */
export function gradesIn(level: Question['level']): readonly number[] {
  return [6, 7, 8, 9, 10, 11, 12].filter((grade) => !level || (level === 'lower') === grade < 10)
}
