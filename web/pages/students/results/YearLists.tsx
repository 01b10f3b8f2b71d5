import { useQuery } from 'urql'
import { Link, useSearchParams } from 'wouter'
import { graphql, problemOf } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { placePath, usePlace, yearOf } from '../../../shell/place.ts'
import { formatAcademicYear, formatMark, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import type { Column } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SchoolProblem } from '../../../shell/SchoolProblem.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { NotFound } from '../../NotFound.tsx'
import { levelWord } from '../level-word.ts'
import './results.css'

const LineParts = graphql(`
  fragment YearLineParts on YearLine @_unmask {
    student
    code
    fullName
    className
    classSlug
    level
    levelAfter
    conduct
    conductAfter
    absences
    outcome
    title
    retests {
      name
      before
      passed
      after
      passedAfter
    }
  }
`)
const YearListsQuery = graphql(
  `
    query YearLists($unit: String!, $year: Int!) {
      yearLists(unit: $unit, academicYear: $year) {
        unitName
        approved
        classes
        titles {
          ...YearLineParts
        }
        remedies {
          ...YearLineParts
        }
      }
    }
  `,
  [LineParts],
)

type Line = ResultOf<typeof LineParts>

/** The lists of a year: titles, and pupils who train, are re-assessed or stay; of the classes that are approved. */
export function YearLists() {
  const t = useText()
  const place = usePlace()
  const { unit = '', year } = place
  const [params, setParams] = useSearchParams()
  const [{ data, error }, again] = useQuery({
    query: YearListsQuery,
    variables: { unit, year: year ? yearOf(year) : 0 },
    pause: !year,
  })
  if (!year) return <NotFound />
  const lists = data?.yearLists
  if (!lists && error)
    return (
      <Page>
        <SchoolProblem
          problem={problemOf(error)}
          unit={unit}
          year={year}
          onRetry={() => again({ requestPolicy: 'network-only' })}
        />
      </Page>
    )
  const tab = params.get('list') === 'remedies' ? 'remedies' : 'titles'
  const pathOf = (line: Line) =>
    `${placePath({ unit, year, term: 'cn', class: line.classSlug }, 'results')}?pupil=${encodeURIComponent(line.student)}`
  const excellent = lists?.titles.filter(({ title }) => title === 'excellent').length ?? 0
  return (
    <Page busy={!lists}>
      <PageHead
        title={t('results.lists_title')}
        actions={
          <Button icon="print" onClick={() => print()}>
            {t('results.print_list')}
          </Button>
        }
      >
        {lists && `${lists.unitName} · `}
        {formatAcademicYear(yearOf(year))}
        {lists && ` · ${t('results.lists_approved', { approved: lists.approved, classes: lists.classes })}`}
      </PageHead>
      <Tabs
        label={t('results.lists_title')}
        value={tab}
        tabs={[
          { value: 'titles', label: t('results.list_titles'), count: lists ? String(lists.titles.length) : undefined },
          {
            value: 'remedies',
            label: t('results.list_remedies'),
            count: lists ? String(lists.remedies.length) : undefined,
          },
        ]}
        onChange={(value) => setParams(value === 'titles' ? {} : { list: value }, { replace: true })}
      >
        {tab === 'titles' && lists && (
          <p className="small dim list-lead">
            {t('results.titles_counted', { excellent, good: lists.titles.length - excellent })}
          </p>
        )}
        <Panel>
          <DataTable
            label={t(tab === 'titles' ? 'results.list_titles' : 'results.list_remedies')}
            columns={tab === 'titles' ? titleColumns(t, pathOf) : remedyColumns(t, pathOf)}
            rows={lists?.[tab]}
            rowKey={(row) => row.student}
            empty={
              <EmptyState title={t(tab === 'titles' ? 'results.no_titles' : 'results.no_remedies')}>
                {t('results.lists_empty_why')}
              </EmptyState>
            }
          />
        </Panel>
      </Tabs>
    </Page>
  )
}

const common = (t: Translate, pathOf: (line: Line) => string): Column<Line>[] => [
  {
    key: 'name',
    header: t('results.name'),
    cell: (row) => (
      <Link className="quiet" href={pathOf(row)}>
        {row.fullName}
      </Link>
    ),
  },
  { key: 'code', header: t('results.code'), cell: (row) => row.code, secondary: true },
  { key: 'class', header: t('results.class'), cell: (row) => row.className },
  { key: 'level', header: t('results.learning'), cell: (row) => changed(t, row.level, row.levelAfter) },
  { key: 'conduct', header: t('results.conduct'), cell: (row) => changed(t, row.conduct, row.conductAfter) },
]

const titleColumns = (t: Translate, pathOf: (line: Line) => string): Column<Line>[] => [
  ...common(t, pathOf),
  { key: 'title', header: t('results.title_head'), cell: (row) => row.title && t(`students.title.${row.title}`) },
]

const remedyColumns = (t: Translate, pathOf: (line: Line) => string): Column<Line>[] => [
  ...common(t, pathOf),
  { key: 'absences', header: t('results.absences'), num: true, cell: (row) => row.absences },
  {
    key: 'retests',
    header: t('results.retests'),
    cell: (row) =>
      row.retests
        .map(
          ({ name, before, after, passedAfter }) =>
            `${name} ${before ? formatMark(before) : t('results.fail_short')}${
              after
                ? ` → ${formatMark(after)}`
                : passedAfter === null
                  ? ''
                  : ` → ${t(passedAfter ? 'results.pass_short' : 'results.fail_short')}`
            }`,
        )
        .join(', '),
  },
  {
    key: 'outcome',
    header: t('results.outcome'),
    cell: (row) =>
      row.outcome && (
        <Tag
          kind={
            row.outcome === 'retained'
              ? 'bad'
              : row.outcome === 'promoted' || row.outcome === 'completed'
                ? 'good'
                : 'wait'
          }
        >
          {t(`students.outcome.${row.outcome}`)}
        </Tag>
      ),
  },
]

const changed = (t: Translate, before: number | null, after: number | null) =>
  after === null || after === before ? levelWord(t, before) : `${levelWord(t, before)} → ${levelWord(t, after)}`
