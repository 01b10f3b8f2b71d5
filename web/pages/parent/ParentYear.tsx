import { useQuery } from 'urql'
import { Link, useParams } from 'wouter'
import type { Paper, SheetColumn, SheetRow } from '../../../platform/sheet.ts'
import { problemOf } from '../../graphql.ts'
import { yearOf } from '../../shell/place.ts'
import { formatAcademicYear, formatDay, today, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PageTitle } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { levelWord } from '../students/level-word.ts'
import { ChildQuery } from './child-query.ts'
import type { Child, Results } from './child-query.ts'
import { resultWords } from './child-words.ts'
import { ParentBar } from './ParentBar.tsx'
import { ParentLoading } from './ParentLoading.tsx'
import './parent.css'

/** A child's whole year on one sheet for the home, from what is published. */
export function ParentYear() {
  const t = useText()
  const { id = '', year = '' } = useParams<{ id: string; year: string }>()
  const [{ data, error }, again] = useQuery({ query: ChildQuery, variables: { id, year: yearOf(year) || 0 } })
  const child = data?.child
  if (error && !child)
    return (
      <>
        <ParentBar />
        <main id="main" className="family">
          <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
        </main>
      </>
    )
  if (!child)
    return (
      <>
        <ParentBar />
        <ParentLoading />
      </>
    )
  return (
    <>
      <ParentBar />
      <main id="main" className="family-sheet">
        <div className="row wrap spread noprint">
          <PageTitle title={t('family.print_year')} tabTitle={t('family.tab', { name: child.name })} />
          <span className="row">
            <Link className="btn" href={`/child/${child.id}`}>
              {t('family.back', { name: child.givenName })}
            </Link>
            <Button kind="primary" icon="print" onClick={() => print()}>
              {t('family.print')}
            </Button>
          </span>
        </div>
        {child.results.map((results) => (
          <Sheet key={results.school} {...paperOf(t, child, results, yearOf(year))} />
        ))}
      </main>
    </>
  )
}

function paperOf(t: Translate, child: Child, results: Results, year: number): Paper {
  return {
    sheet: {
      name: child.name,
      letterhead: { left: [{ text: results.school, strong: true }], right: [{ text: t('family.print_home') }] },
      title: t('family.print_title'),
      subtitle: formatAcademicYear(year),
      facts: [
        [
          { label: t('family.print_name'), value: child.name.toLocaleUpperCase('vi'), strong: true },
          { label: t('family.print_class'), value: results.className, strong: true },
        ],
        [{ label: t('family.print_birth'), value: formatDay(child.birthDate) }],
      ],
      columns: columns(t),
      remarks: [
        [{ text: absenceWords(t, results) }],
        ...(results.year?.title
          ? [[{ text: `${t('family.title')}: ` }, { text: t(`students.title.${results.year.title}`), strong: true }]]
          : []),
        ...(results.year?.outcome
          ? [
              [
                { text: `${t('family.outcome')}: ` },
                { text: t(`students.outcome.${results.year.outcome}`), strong: true },
              ],
            ]
          : []),
      ],
      footnote: t('family.print_note', { day: formatDay(today()) }),
    },
    rows: [...subjectRows(t, results), ...levelRows(t, results)],
  }
}

function columns(t: Translate): SheetColumn[] {
  const average = (key: string, title: string, strong = false): SheetColumn => ({
    key,
    title,
    kind: 'text',
    align: 'center',
    width: 10,
    strong,
  })
  return [
    { key: 'subject', title: t('family.print_subject'), kind: 'text', width: 28 },
    average('1', t('students.term.1')),
    average('2', t('students.term.2')),
    average('0', t('students.term.0'), true),
    { key: 'comment', title: t('family.print_comment'), kind: 'text', width: 32, italic: true },
  ]
}

function subjectRows(t: Translate, { terms, year }: Results): SheetRow[] {
  const names = [...new Set(terms.flatMap(({ subjects }) => subjects.map(({ name }) => name)))]
  return names.map((name) => {
    const [first, second] = [1, 2].map((term) =>
      terms.find((it) => it.term === term)?.subjects.find((subject) => subject.name === name),
    )
    const whole = year?.subjects.find((subject) => subject.name === name)
    return {
      values: {
        subject: name,
        1: first && resultWords(t, first),
        2: second && resultWords(t, second),
        0: whole && resultWords(t, whole),
        comment: second?.comment ?? first?.comment ?? null,
      },
    }
  })
}

function levelRows(t: Translate, { terms, year }: Results): SheetRow[] {
  const word = (level: number | null | undefined) => (level ? levelWord(t, level) : null)
  const of = (term: number) => terms.find((it) => it.term === term)
  return [
    {
      strong: true,
      values: {
        subject: t('family.level_learning'),
        1: word(of(1)?.learning),
        2: word(of(2)?.learning),
        0: word(year?.learning),
      },
    },
    {
      strong: true,
      values: {
        subject: t('family.level_conduct'),
        1: word(of(1)?.conduct?.level),
        2: word(of(2)?.conduct?.level),
        0: word(year?.conduct),
      },
    },
  ]
}

function absenceWords(t: Translate, { absences }: Results): string {
  const sum = (which: 'excused' | 'unexcused') => absences.reduce((total, month) => total + month[which], 0)
  const [excused, unexcused] = [sum('excused'), sum('unexcused')]
  return t('family.print_absences', { total: excused + unexcused, excused, unexcused })
}
