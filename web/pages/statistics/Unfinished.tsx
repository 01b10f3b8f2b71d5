import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { Link, useSearchParams } from 'wouter'
import { graphql, problemOf } from '../../graphql.ts'
import type { ResultOf } from '../../graphql.ts'
import { daysBetween, useRunningTerm } from '../../shell/running-term.ts'
import { useViewer } from '../../shell/session.ts'
import { formatAcademicYear, formatDay, formatInstant, formatNumber, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { areaOf, preset } from './area.ts'
import { AreaNote } from './AreaNote.tsx'
import { Filter, SubjectFilter } from './FigureFilters.tsx'
import { changed } from './question.ts'
import { shareText } from './share-text.ts'
import './figures.css'

export const ProgressQuery = graphql(`
  query SchoolsProgress($academicYear: Int!, $term: Int!, $kind: ProgressKind!, $level: SchoolLevel, $subject: String) {
    schoolsProgress(academicYear: $academicYear, term: $term, kind: $kind, level: $level, subject: $subject) {
      unit
      slug
      name
      commune
      entered
      due
      books
      lockedBooks
      closesOn
      principal
      remindedAt
    }
  }
`)

const RemindSchoolsMutation = graphql(`
  mutation RemindSchools(
    $schools: [ID!]!
    $academicYear: Int!
    $term: Int!
    $kind: ProgressKind!
    $level: SchoolLevel
    $subject: String
  ) {
    remindSchools(
      schools: $schools
      academicYear: $academicYear
      term: $term
      kind: $kind
      level: $level
      subject: $subject
    ) {
      schools
      people
    }
  }
`)

/** How far the marks of one school are. */
export type SchoolProgress = ResultOf<typeof ProgressQuery>['schoolsProgress'][number]

type Kind = 'regular' | 'midterm' | 'final'
const kinds: readonly Kind[] = ['regular', 'midterm', 'final']

/** Who has not finished: the schools within reach by how many marks are missing, each with a reminder. */
export function Unfinished() {
  const t = useText()
  const running = useRunningTerm()
  const [typed, setAddress] = useSearchParams()
  const area = areaOf(useViewer())
  const address = preset(typed, area, { asked: [], subject: true })
  const kind = kinds.find((one) => one === address.get('kind')) ?? 'midterm'
  const academicYear = Number(address.get('year')) || running?.year || 0
  const term = Number(address.get('term')) || running?.term || 1
  const asked = address.get('level')
  const level: Variables['level'] = asked === 'lower' || asked === 'upper' ? asked : undefined
  const code = address.get('subject')
  const subject = code && code !== 'all' ? code : undefined
  const variables = { academicYear, term, kind, level, subject }
  const [{ data, error }, again] = useQuery({ query: ProgressQuery, variables, pause: academicYear === 0 })
  const refresh = () => again({ requestPolicy: 'network-only' })
  const schools = data?.schoolsProgress
  const lacking = schools?.filter((school) => school.entered < school.due)
  const choose = (next: Kind) =>
    setAddress((now) => new URLSearchParams([...[...now].filter(([name]) => name !== 'kind'), ['kind', next]]), {
      replace: true,
    })
  const addressWith = (changes: Record<string, string | undefined>) => changed(address, changes, '/unfinished')
  const columns = useColumns(variables, refresh)
  return (
    <Page narrow>
      <PageHead
        title={t('figures.unfinished')}
        actions={
          <Segmented
            label={t('figures.which_marks')}
            value={kind}
            options={kinds.map((value) => ({ value, label: t(`students.kind.${value}`) }))}
            onChange={choose}
          />
        }
      >
        {lacking && schools
          ? t('figures.unfinished_line', {
              lacking: lacking.length,
              of: schools.length,
              kind,
              term,
              year: formatAcademicYear(academicYear),
            })
          : '\u00a0'}
      </PageHead>
      <div className="filters noprint" role="group" aria-label={t('figures.filters')}>
        <Filter
          name={t('figures.filter.level')}
          items={[
            { label: t('figures.all'), href: addressWith({ level: area.level && 'all' }), current: !level },
            ...(['lower', 'upper'] as const).map((one) => ({
              label: t(`figures.level.${one}`),
              href: addressWith({ level: one }),
              current: level === one,
            })),
          ]}
        />
        <SubjectFilter
          question={{ level, academicYear, subject }}
          own={area.subjects}
          hrefOf={(one) => addressWith({ subject: one ?? (area.subjects[0] && 'all') })}
        />
      </div>
      <AreaNote
        level={area.level === level ? area.level : undefined}
        subject={area.subjects.find((one) => one.code === subject)?.shortName}
        href={addressWith({ level: 'all', subject: 'all' })}
      />
      {error && !schools ? (
        <ErrorState problem={problemOf(error)} onRetry={refresh} />
      ) : (
        <Panel
          title={t('figures.by.school')}
          aside={lacking && lacking.length > 1 && <Remind schools={lacking} variables={variables} onDone={refresh} />}
        >
          <DataTable
            label={t('figures.unfinished')}
            columns={columns}
            rows={schools}
            rowKey={(school) => school.unit}
            empty={<EmptyState title={t('figures.no_books')}>{t('figures.no_books_why')}</EmptyState>}
          />
        </Panel>
      )}
    </Page>
  )
}

type Variables = {
  academicYear: number
  term: number
  kind: Kind
  level: 'lower' | 'upper' | undefined
  subject: string | undefined
}

function useColumns(variables: Variables, refresh: () => void): Column<SchoolProgress>[] {
  const t = useText()
  const { today } = useViewer()
  const { academicYear, term, kind, level, subject } = variables
  const narrowed = `${level ? `&level=${level}` : ''}${subject ? `&subject=${subject}` : ''}`
  return [
    {
      key: 'name',
      header: t('figures.school'),
      cell: ({ name, slug }) => (
        <Link
          className="quiet"
          href={`/figures?indicator=entered_${kind}&year=${academicYear}&term=${term}&school=${slug}${narrowed}`}
        >
          {name}
        </Link>
      ),
    },
    { key: 'commune', header: t('figures.commune'), secondary: true, cell: ({ commune }) => commune },
    {
      key: 'bar',
      header: <span className="sr">{t('figures.progress')}</span>,
      bare: true,
      secondary: true,
      cell: ({ name, entered, due }) => (
        <Progress value={entered} max={due} label={t('figures.progress_of', { name })} />
      ),
    },
    {
      key: 'share',
      header: t('figures.entered'),
      num: true,
      cell: ({ entered, due }) => (entered >= due ? t('figures.complete_all') : <b>{shareText(entered, due)}</b>),
    },
    {
      key: 'left',
      header: t('figures.cells_left'),
      num: true,
      cell: ({ entered, due }) => (entered < due ? formatNumber(due - entered) : ''),
    },
    {
      key: 'locked',
      header: t('figures.books_locked_of'),
      num: true,
      secondary: true,
      cell: ({ books, lockedBooks }) => `${formatNumber(lockedBooks)}/${formatNumber(books)}`,
    },
    { key: 'due', header: t('figures.due'), cell: ({ closesOn }) => closesOn && dueText(t, closesOn, today) },
    {
      key: 'principal',
      header: t('figures.principal'),
      secondary: true,
      cell: ({ principal }) => principal ?? <span className="faint">{t('figures.no_principal')}</span>,
    },
    {
      key: 'remind',
      header: <span className="sr">{t('figures.remind')}</span>,
      bare: true,
      cell: (school) =>
        school.entered < school.due && <Remind schools={[school]} variables={variables} onDone={refresh} />,
    },
  ]
}

/** Reminds the principals; who was reminded within the last day is not pressed twice. */
function Remind({
  schools,
  variables,
  onDone,
}: {
  schools: readonly SchoolProgress[]
  variables: Variables
  onDone: () => void
}) {
  const t = useText()
  const [{ fetching }, remind] = useMutation(RemindSchoolsMutation)
  const [now] = useState(() => Date.now())
  const wanting = schools.filter(({ remindedAt }) => !remindedAt || now - Date.parse(remindedAt) > 86_400_000)
  const [one] = schools
  if (wanting.length === 0) {
    const at = schools.length === 1 && one?.remindedAt
    return (
      <span className="small faint">
        {at ? t('figures.reminded_at', { at: formatInstant(at) }) : t('figures.all_reminded')}
      </span>
    )
  }
  if (wanting.every(({ principal }) => !principal)) return null
  const send = async () => {
    const { data } = await remind({ ...variables, schools: wanting.map(({ unit }) => unit) })
    announce(data ? t('figures.reminded', data.remindSchools) : t('figures.not_reminded'))
    if (data) onDone()
  }
  return (
    <Button busy={fetching} onClick={() => void send()}>
      {schools.length === 1 ? t('figures.remind') : t('figures.remind_all', { count: wanting.length })}
    </Button>
  )
}

function dueText(t: Translate, day: string, today: string) {
  const days = daysBetween(today, day)
  return (
    <span className="nowrap">
      {formatDay(day)}{' '}
      <span className={days < 0 ? 'delta-down' : 'faint'}>
        {t('figures.days_left', { days, late: -days, way: days < 0 ? 'late' : 'left' })}
      </span>
    </span>
  )
}
