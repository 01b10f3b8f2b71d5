import { Link, useLocation, useSearch } from 'wouter'
import { useQuery } from 'urql'
import { graphql, problemOf } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { formatAcademicYear, formatShortDay, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { DataTable } from '../../../ui/DataTable.tsx'
import type { Column } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { pathOf } from './gradebook-query.ts'

const MyBooksQuery = graphql(`
  query MyBooks($year: Int, $term: Int) {
    mySections(academicYear: $year, term: $term) {
      gradebook
      academicYear
      term
      state
      pupils
      regularDue
      entered
      complete
      closesOn
      place {
        unit
        unitName
        class
        className
        subject
        subjectName
      }
    }
  }
`)

type Section = ResultOf<typeof MyBooksQuery>['mySections'][number]

/** All sections that the person teaches in one term, column by column, with what is missing. */
export function MyBooks() {
  const t = useText()
  const asked = new URLSearchParams(useSearch())
  const [, navigate] = useLocation()
  const term = Number(asked.get('term')) || undefined
  const [{ data: running }] = useQuery({ query: MyBooksQuery, variables: {} })
  const year = running?.mySections[0]?.academicYear
  const now = term ?? running?.mySections[0]?.term
  const [{ data, error }, again] = useQuery({
    query: MyBooksQuery,
    variables: year && term ? { year, term } : {},
    requestPolicy: 'cache-and-network',
  })
  const sections = data?.mySections
  const missing = (sections ?? []).reduce((sum, section) => sum + missingOf(section), 0)
  return (
    <Page busy={!sections}>
      <PageHead
        title={t('gradebook.my_books')}
        actions={
          year && (
            <Segmented
              label={t('gradebook.my_books_term')}
              value={now === 2 ? '2' : '1'}
              options={(['1', '2'] as const).map((value) => ({
                value,
                label: t('gradebook.my_books_of', { term: Number(value), year: formatAcademicYear(year) }),
              }))}
              onChange={(value) => navigate(`/my-books?term=${value}`)}
            />
          )
        }
      >
        {sections && sections.length > 0 && t('gradebook.my_books_missing', { count: missing, books: sections.length })}
      </PageHead>
      {error && <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {sections?.length === 0 && (
        <EmptyState title={t('gradebook.my_books_none')}>{t('gradebook.my_books_none_why')}</EmptyState>
      )}
      {sections && sections.length > 0 && (
        <Panel>
          <DataTable
            label={t('gradebook.my_books')}
            columns={columnsOf(t, sections)}
            rows={sections}
            rowKey={(section) => section.gradebook}
          />
        </Panel>
      )}
    </Page>
  )
}

/** How many marks a section still owes. */
const missingOf = ({ entered, pupils }: Section): number =>
  entered.reduce((sum, count) => sum + Math.max(0, pupils - count), 0)

function columnsOf(t: Translate, sections: readonly Section[]): Column<Section>[] {
  const most = Math.max(...sections.map((section) => section.regularDue))
  const regular = Array.from({ length: most }, (_, index): Column<Section> => ({
    key: `regular_${index + 1}`,
    header: t('gradebook.short.regular', { position: index + 1 }),
    num: true,
    secondary: true,
    cell: (section) =>
      index < section.regularDue ? <Progressed section={section} at={index} /> : <span className="faint">–</span>,
  }))
  const periodic = (['midterm', 'final'] as const).map((kind, index): Column<Section> => ({
    key: kind,
    header: t(`gradebook.short.${kind}`),
    num: true,
    cell: (section) => <Progressed section={section} at={section.regularDue + index} />,
  }))
  return [
    {
      key: 'book',
      header: t('gradebook.my_books_book'),
      cell: (section) => (
        <Link className="quiet" href={pathOf(section)}>
          {section.place.className} · {section.place.subjectName}
        </Link>
      ),
    },
    ...regular,
    ...periodic,
    { key: 'missing', header: t('gradebook.my_books_lacking'), num: true, cell: (section) => missingOf(section) },
    {
      key: 'due',
      header: t('gradebook.my_books_due'),
      cell: (section) => {
        const next = section.closesOn.find((day, at) => day && (section.entered[at] ?? 0) < section.pupils)
        return next ? formatShortDay(next) : <span className="faint">–</span>
      },
    },
    {
      key: 'state',
      header: t('gradebook.my_books_state'),
      cell: (section) => t(`gradebook.book_state.${section.state}`),
    },
  ]
}

/** How many of a column are in; a tick when all are. */
function Progressed({ section, at }: { section: Section; at: number }) {
  const t = useText()
  const entered = section.entered[at] ?? 0
  if (entered >= section.pupils) return <Icon name="check" label={t('gradebook.my_books_all', { count: entered })} />
  return (
    <>
      {entered}/{section.pupils}
    </>
  )
}
