import { useEffect, useState } from 'react'
import type { OpenYearbook } from '../../../../modules/statistics/rules/open-yearbook.ts'
import { ProductName } from '../../../shell/ProductName.tsx'
import { dayAt, formatAcademicYear, formatDay, useText } from '../../../text.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { PageTitle } from '../../../ui/PageHead.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { YearbookTable } from './YearbookTable.tsx'
import './reporting.css'

const file = '/open/yearbook.json'

/** What is read of the file: the book, that nothing is published, or that it could not be read. */
type Reading = OpenYearbook | 'reading' | 'nothing' | 'offline' | 'unknown'

async function read(): Promise<Reading> {
  try {
    const response = await fetch(file)
    if (response.status === 404) return 'nothing'
    return response.ok ? ((await response.json()) as OpenYearbook) : 'unknown'
  } catch {
    return 'offline'
  }
}

/** What the sở has published, for everybody: the approved yearbook by commune. Nobody signs in for it. */
export function OpenFigures() {
  const t = useText()
  const [reading, setReading] = useState<Reading>('reading')
  useEffect(() => {
    if (reading === 'reading') void read().then(setReading)
  }, [reading])
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
      <main id="main" className="open-figures" aria-busy={reading === 'reading'}>
        <PageTitle title={t('publication.title')} />
        {typeof reading === 'object' && <Book book={reading} />}
        {reading === 'reading' && <Skeleton />}
        {reading === 'nothing' && (
          <EmptyState title={t('publication.nothing_open')}>{t('publication.nothing_open_why')}</EmptyState>
        )}
        {(reading === 'offline' || reading === 'unknown') && (
          <ErrorState problem={{ kind: reading, violations: [] }} onRetry={() => setReading('reading')} />
        )}
      </main>
    </>
  )
}

function Book({ book }: { book: OpenYearbook }) {
  const t = useText()
  return (
    <>
      <p className="dim">
        {t('publication.lead', { province: book.province, day: formatDay(dayAt(book.publishedAt)) })}{' '}
        <a href={file}>{t('publication.json')}</a>
      </p>
      {book.tables.map((table) => {
        const sources = book.sources.filter(({ period }) => period === table.period)
        return (
          <YearbookTable
            key={table.code}
            {...table}
            head={t('reporting.by.commune')}
            years={book.years}
            sources={sources}
            rows={table.rows.map(({ name, figures }) => ({
              key: name,
              name: name || t('reporting.no_commune'),
              figures,
            }))}
          >
            {sources.map(({ academicYear, asOf, schools, expected }) => (
              <li key={academicYear}>
                {t('publication.source_line', {
                  year: formatAcademicYear(academicYear),
                  day: formatDay(asOf),
                  schools,
                  of: expected,
                })}
              </li>
            ))}
          </YearbookTable>
        )
      })}
      <p className="small dim">{t('publication.withheld_why')}</p>
    </>
  )
}
