import { useState } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql, problemOf } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { placePath, termOf, usePlace, yearOf } from '../../../shell/place.ts'
import { formatAcademicYear, formatDay, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import type { Column } from '../../../ui/DataTable.tsx'
import { SchoolProblem } from '../../../shell/SchoolProblem.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import type { Meaning } from '../../../ui/Tag.tsx'
import { NotFound } from '../../NotFound.tsx'
import { approvalDocuments } from './ApprovalActions.tsx'
import { termKey } from './ClassResults.tsx'
import './results.css'

const SchoolResultsQuery = graphql(`
  query SchoolResults($unit: String!, $year: Int!, $term: Int!) {
    schoolResults(unit: $unit, academicYear: $year, term: $term) {
      unit
      unitName
      canApprove
      classes {
        class
        name
        slug
        grade
        homeroom
        pupils
        judged
        books
        completeBooks
        state
        submittedAt
        approvedAt
        publishedAt
        reopenedAt
        levels
      }
    }
  }
`)

type SchoolResultsData = NonNullable<ResultOf<typeof SchoolResultsQuery>['schoolResults']>
type Standing = SchoolResultsData['classes'][number]

/** Where the classes of a school stand in a term's or the year's results; the principal approves and publishes them all at once. */
export function SchoolResults() {
  const t = useText()
  const place = usePlace()
  const { unit = '', year, term: slug } = place
  const term = slug ? (termOf(slug) ?? 0) : 0
  const [{ data, error }, again] = useQuery({
    query: SchoolResultsQuery,
    variables: { unit, year: year ? yearOf(year) : 0, term },
    pause: !year,
  })
  if (!year) return <NotFound />
  const read = () => again({ requestPolicy: 'network-only' })
  const school = data?.schoolResults
  if (!school && error)
    return (
      <Page>
        <SchoolProblem problem={problemOf(error)} unit={unit} year={year} onRetry={read} />
      </Page>
    )
  const columns = columnsOf(t, (standing) => placePath({ unit, year, term: slug, class: standing.slug }, 'results'))
  return (
    <Page busy={!school}>
      <PageHead
        title={t('results.school_title')}
        actions={
          <>
            {term === 0 && (
              <Link className="btn" href={placePath({ unit, year, term: slug }, 'titles')}>
                {t('results.to_lists')}
              </Link>
            )}
            {school && <Bulk school={school} year={yearOf(year)} term={term} onChange={read} />}
          </>
        }
      >
        {`${t(termKey(term))} ${formatAcademicYear(yearOf(year))}`}
        {school && ` · ${summary(t, school.classes)}`}
      </PageHead>
      <Panel>
        <DataTable
          label={t('results.school_title')}
          columns={columns}
          rows={school?.classes}
          rowKey={(row) => row.class}
          expect={12}
        />
      </Panel>
    </Page>
  )
}

/** Approves what is handed in and publishes what is approved, a whole school in one action each. */
function Bulk({
  school,
  year,
  term,
  onChange,
}: {
  school: SchoolResultsData
  year: number
  term: number
  onChange: () => void
}) {
  const t = useText()
  const approve = useAct(approvalDocuments.Approve)
  const publish = useAct(approvalDocuments.Publish)
  const [done, setDone] = useState<string>()
  if (!school.canApprove) return null
  const scope = { unit: school.unit, academicYear: year, term }
  const submitted = school.classes.filter(({ state }) => state === 'submitted').length
  const approved = school.classes.filter(({ state }) => state === 'approved').length
  const say = (words: string) => {
    setDone(words)
    announce(words)
    onChange()
  }
  const refused = approve.refusal.general ?? publish.refusal.general
  return (
    <>
      {refused && (
        <span className="small bad-words" role="alert">
          {refused}
        </span>
      )}
      <Button
        kind={submitted > 0 ? 'primary' : undefined}
        busy={approve.busy}
        reason={submitted === 0 ? t('results.nothing_submitted') : undefined}
        onClick={() =>
          void approve.act({ scope }).then((data) => {
            if (!data) return
            const { classes, pupils, incomplete } = data.approveResults
            say(t('results.bulk_approved', { classes, pupils, incomplete }))
          })
        }
      >
        {submitted === 0 ? t('results.approve') : t('results.bulk_approve', { count: submitted })}
      </Button>
      <Button
        kind={submitted === 0 && approved > 0 ? 'primary' : undefined}
        busy={publish.busy}
        reason={approved === 0 ? t('results.nothing_approved') : undefined}
        onClick={() =>
          void publish.act({ scope }).then((data) => {
            if (!data) return
            const { classes, pupils } = data.publishResults
            say(t('results.bulk_published', { classes, pupils }))
          })
        }
      >
        {approved === 0 ? t('results.publish') : t('results.bulk_publish', { count: approved })}
      </Button>
      {done && (
        <div className="bulk-done">
          <Note kind="good">{done}</Note>
        </div>
      )}
    </>
  )
}

function summary(t: Translate, classes: readonly Standing[]) {
  const count = (state: Standing['state']) => classes.filter((it) => it.state === state).length
  return t('results.school_summary', {
    classes: classes.length,
    submitted: count('submitted'),
    approved: count('approved'),
    published: count('published'),
  })
}

const meanings: Record<Standing['state'], Meaning | undefined> = {
  open: undefined,
  submitted: 'wait',
  approved: 'acc',
  published: 'good',
}

function columnsOf(t: Translate, pathOf: (standing: Standing) => string): Column<Standing>[] {
  return [
    {
      key: 'class',
      header: t('results.class'),
      cell: (row) => (
        <Link className="quiet" href={pathOf(row)}>
          {row.name}
        </Link>
      ),
    },
    { key: 'homeroom', header: t('results.homeroom'), cell: (row) => row.homeroom ?? '', secondary: true, width: 150 },
    { key: 'pupils', header: t('results.pupils_head'), num: true, cell: (row) => row.pupils },
    { key: 'books', header: t('results.books'), num: true, cell: (row) => `${row.completeBooks}/${row.books}` },
    { key: 'judged', header: t('results.conduct'), num: true, cell: (row) => `${row.judged}/${row.pupils}` },
    ...([4, 3, 2, 1] as const).map((level, index): Column<Standing> => ({
      key: `level${level}`,
      header: t(`students.level.${level}`),
      num: true,
      secondary: true,
      cell: (row) => (row.levels.some((count) => count > 0) ? row.levels[index] : ''),
    })),
    {
      key: 'state',
      header: t('results.state_head'),
      cell: (row) => (
        <span>
          <Tag kind={meanings[row.state]}>{t(`results.standing.${row.state}`)}</Tag>{' '}
          <span className="small faint">{dayOf(row)}</span>
          {row.reopenedAt && row.state === 'submitted' && (
            <span className="small faint"> {t('results.reopened_short', { day: formatDay(row.reopenedAt) })}</span>
          )}
        </span>
      ),
    },
  ]
}

function dayOf({ state, submittedAt, approvedAt, publishedAt }: Standing) {
  const at = { open: null, submitted: submittedAt, approved: approvedAt, published: publishedAt }[state]
  return at ? formatDay(at) : ''
}
