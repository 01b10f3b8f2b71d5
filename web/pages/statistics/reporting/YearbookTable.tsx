import type { ReactNode } from 'react'
import type { OpenFigure, OpenYearbook } from '../../../../modules/statistics/rules/open-yearbook.ts'
import { formatAcademicYear, formatNumber, formatPercent, useText } from '../../../text.ts'
import { Panel } from '../../../ui/Panel.tsx'

/** Of a year's figures: how many schools stand behind them, of those expected. */
type Source = Pick<OpenYearbook['sources'][number], 'academicYear' | 'schools' | 'expected'>

/** A table of the yearbook: a line each for a unit, kind or grade, a column a year; below it where the figures come from. */
export function YearbookTable({
  code,
  measure,
  head,
  years,
  sources,
  whole,
  rows,
  children,
}: {
  code: OpenYearbook['tables'][number]['code']
  measure: 'count' | 'share'
  /** What the lines are. */
  head: string
  years: readonly number[]
  sources: readonly Source[]
  whole: readonly OpenFigure[]
  rows: readonly { key: string; name: string; figures: readonly OpenFigure[] }[]
  /** The sources in words. */
  children: ReactNode
}) {
  const t = useText()
  const title = t(`reporting.table.${code}`)
  return (
    <Panel title={title}>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={title}>
        <table className="tbl yearbook-table">
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {years.map((year) => (
                <th key={year} scope="col" className="num">
                  <span className="year-long">{formatAcademicYear(year)}</span>
                  <span className="year-short" aria-hidden="true">
                    {`${String(year).slice(2)}–${String(year + 1).slice(2)}`}
                  </span>
                  <Part source={sources.find(({ academicYear }) => academicYear === year)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Line name={t('reporting.total_line')} figures={whole} measure={measure} strong />
            {rows.map(({ key, name, figures }) => (
              <Line key={key} name={name} figures={figures} measure={measure} />
            ))}
          </tbody>
        </table>
      </div>
      <details className="pad yearbook-sources">
        <summary>{t('reporting.sources')}</summary>
        <ul>{children}</ul>
        <p>{t(`reporting.table_how.${code}`)}</p>
      </details>
    </Panel>
  )
}

/** Where not every school's return is approved, the figures are a part of the whole, and say of which. */
function Part({ source }: { source: Source | undefined }) {
  const t = useText()
  if (!source || source.schools >= source.expected) return null
  return (
    <small className="yearbook-part">{t('reporting.part_of', { schools: source.schools, of: source.expected })}</small>
  )
}

function Line({
  name,
  figures,
  measure,
  strong,
}: {
  name: string
  figures: readonly OpenFigure[]
  measure: 'count' | 'share'
  strong?: boolean
}) {
  const t = useText()
  const words = (figure: OpenFigure) => {
    if (figure === 'withheld') return <span className="faint">{t('publication.withheld')}</span>
    if (figure === null) return <span aria-label={t('reporting.no_figure')}>–</span>
    return measure === 'share' ? formatPercent(figure) : formatNumber(figure)
  }
  return (
    <tr className={strong ? 'whole' : undefined}>
      <th scope="row">{strong ? <b>{name}</b> : name}</th>
      {figures.map((figure, index) => (
        <td key={index} className="num">
          {words(figure)}
        </td>
      ))}
    </tr>
  )
}
