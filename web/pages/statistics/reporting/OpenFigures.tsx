import { useEffect, useState } from 'react'
import type { OpenFigure, OpenYearbook } from '../../../../modules/statistics/rules/open-yearbook.ts'
import { ProductName } from '../../../shell/ProductName.tsx'
import { dayAt, formatAcademicYear, formatDay, formatNumber, formatPercent, useText } from '../../../text.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { PageTitle } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import './reporting.css'

const file = '/open/yearbook.json'

/** What the sở has published, for everybody: the approved yearbook by commune. Nobody signs in for it. */
export function OpenFigures() {
  const t = useText()
  const [book, setBook] = useState<OpenYearbook | null | undefined>()
  useEffect(() => {
    fetch(file)
      .then((response) => response.json())
      .then(setBook, () => setBook(null))
  }, [])
  return (
    <>
      <header className="open-bar">
        <span className="brand">
          <ProductName />
        </span>
        <a className="btn" href="/sign-in">
          {t('publication.sign_in')}
        </a>
      </header>
      <main id="main" className="open-figures" aria-busy={book === undefined}>
        <PageTitle title={t('publication.title')} />
        {book && (
          <p className="dim">
            {t('publication.lead', { province: book.province, day: formatDay(dayAt(book.publishedAt)) })}{' '}
            <a href={file}>{t('publication.json')}</a>
          </p>
        )}
        {book === undefined && <Skeleton />}
        {book === null && (
          <EmptyState title={t('publication.nothing_open')}>{t('publication.nothing_open_why')}</EmptyState>
        )}
        {book?.tables.map((table) => (
          <OpenTable key={table.code} book={book} table={table} />
        ))}
        {book && <p className="small dim">{t('publication.few_why')}</p>}
      </main>
    </>
  )
}

function OpenTable({ book, table }: { book: OpenYearbook; table: OpenYearbook['tables'][number] }) {
  const t = useText()
  const title = t(`reporting.table.${table.code}`)
  return (
    <Panel title={title}>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={title}>
        <table className="tbl yearbook-table">
          <thead>
            <tr>
              <th scope="col">{t('reporting.by.commune')}</th>
              {book.years.map((year) => (
                <th key={year} scope="col" className="num">
                  {formatAcademicYear(year)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <OpenLine name={t('reporting.total_line')} figures={table.whole} share={table.measure === 'share'} whole />
            {table.rows.map(({ name, figures }) => (
              <OpenLine
                key={name}
                name={name || t('reporting.no_commune')}
                figures={figures}
                share={table.measure === 'share'}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function OpenLine({
  name,
  figures,
  share,
  whole,
}: {
  name: string
  figures: readonly OpenFigure[]
  share: boolean
  whole?: boolean
}) {
  const t = useText()
  const words = (figure: OpenFigure) => {
    if (figure === 'few') return <span className="faint">{t('publication.few')}</span>
    if (figure === null) return <span aria-label={t('reporting.no_figure')}>–</span>
    return share ? formatPercent(figure) : formatNumber(figure)
  }
  return (
    <tr className={whole ? 'whole' : undefined}>
      <th scope="row">{whole ? <b>{name}</b> : name}</th>
      {figures.map((figure, index) => (
        <td key={index} className="num">
          {words(figure)}
        </td>
      ))}
    </tr>
  )
}
