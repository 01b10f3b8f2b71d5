import { useQuery } from 'urql'
import { useSearchParams } from 'wouter'
import { graphql, problemOf } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import type { TextKey } from '../../../../platform/text.ts'
import { formatAcademicYear, formatDay, formatInstant, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { Publication } from './Publication.tsx'
import { YearbookTable } from './YearbookTable.tsx'
import './reporting.css'

const YearbookQuery = graphql(`
  query Yearbook($by: YearbookBy!, $years: Int!) {
    yearbook(by: $by, years: $years) {
      years
      sources {
        academicYear
        period
        asOf
        schools
        expected
        approvedAt
        approvedBy
      }
      tables {
        code
        period
        measure
        whole
        rows {
          key
          name
          figures
        }
      }
    }
  }
`)

type Book = ResultOf<typeof YearbookQuery>['yearbook']
type Table = Book['tables'][number]
const ways = ['commune', 'kind', 'grade'] as const
type Way = (typeof ways)[number]

/** The yearbook: schools, classes, pupils and results of at least five years, from approved returns alone. */
export function Yearbook() {
  const t = useText()
  const [address, setAddress] = useSearchParams()
  const by = ways.find((way) => way === address.get('by')) ?? 'commune'
  const years = Math.min(30, Math.max(5, Number(address.get('years')) || 5))
  const [{ data, error }, again] = useQuery({ query: YearbookQuery, variables: { by, years } })
  const book = data?.yearbook
  const choose = (way: Way) =>
    setAddress((now) => new URLSearchParams([...[...now].filter(([name]) => name !== 'by'), ['by', way]]), {
      replace: true,
    })
  return (
    <Page narrow busy={!book && !error}>
      <PageHead
        title={t('reporting.yearbook')}
        actions={
          <>
            <Segmented
              label={t('reporting.yearbook_by')}
              value={by}
              options={ways.map((value) => ({ value, label: t(`reporting.by.${value}`) }))}
              onChange={choose}
            />
            {book && book.years.length > 0 && (
              <ExportMenu path="/statistics/yearbook" query={`?by=${by}&years=${years}`} />
            )}
          </>
        }
      >
        {t('reporting.yearbook_lead')}
      </PageHead>
      {error && !book && (
        <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
      )}
      {book?.years.length === 0 && (
        <EmptyState title={t('reporting.nothing_approved')}>{t('reporting.nothing_approved_why')}</EmptyState>
      )}
      <div className="return-body">
        {book && <Publication />}
        {book &&
          book.years.length > 0 &&
          book.tables.map((table) => <TablePanel key={table.code} book={book} table={table} by={by} />)}
      </div>
    </Page>
  )
}

function TablePanel({ book, table, by }: { book: Book; table: Table; by: Way }) {
  const t = useText()
  const sources = book.sources.filter(({ period }) => period === table.period)
  return (
    <YearbookTable
      {...table}
      head={t(`reporting.by.${by}`)}
      years={book.years}
      sources={sources}
      rows={table.rows.map((row) => ({ ...row, name: lineName(t, by, row) }))}
    >
      {sources.map(({ academicYear, asOf, schools, expected, approvedAt, approvedBy }) => (
        <li key={academicYear}>
          {t('reporting.source_line', {
            year: formatAcademicYear(academicYear),
            day: formatDay(asOf),
            schools: `${schools}/${expected}`,
            at: formatInstant(approvedAt),
            by: approvedBy,
          })}
        </li>
      ))}
    </YearbookTable>
  )
}

function lineName(t: Translate, by: Way, { key, name }: Table['rows'][number]): string {
  if (by === 'grade') return t('reporting.row.pupils.grade', { grade: key })
  if (by === 'kind' && key) return t(`reporting.row.schools.kind.${key}` as TextKey)
  return name || t('reporting.no_commune')
}
