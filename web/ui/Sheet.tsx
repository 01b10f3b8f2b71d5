import type { CSSProperties, ReactNode } from 'react'
import { alignment, headerCells, headerDepth, printed } from '../../platform/sheet.ts'
import type { Paper, Run, Sheet as Description, SheetColumn, SheetRow, Signature } from '../../platform/sheet.ts'
import './sheet.css'

/** An official form as a page: on screen a white sheet in any theme, printed as A4, one form after another. */
export function Sheet({ sheet, rows }: Paper) {
  const { columns, letterhead, title, subtitle, facts = [], remarks = [], place, signatures = [] } = sheet
  return (
    <article className={sheet.orientation === 'landscape' ? 'paper wide' : 'paper'} aria-label={title ?? sheet.name}>
      {letterhead && (
        <header className="paper-head">
          <Lines runs={letterhead.left} />
          <Lines runs={letterhead.right} />
        </header>
      )}
      {title && <h2>{title}</h2>}
      {subtitle && <p className="paper-year">{subtitle}</p>}
      {facts.map((line, index) => (
        <p key={index} className="paper-facts">
          {line.map(({ label, value, strong }) => (
            <span key={label}>
              {label}: {strong ? <b>{value}</b> : value}
            </span>
          ))}
        </p>
      ))}
      <div className="scroll-x" tabIndex={0} role="group" aria-label={title ?? sheet.name}>
        <Table columns={columns} rows={rows} />
      </div>
      <div className="paper-remarks">
        {remarks.map((runs, index) => (
          <p key={index}>{runs.map(drawn)}</p>
        ))}
      </div>
      {(place || signatures.length > 0) && <Signing place={place} signatures={signatures} />}
      <Foot sheet={sheet} />
    </article>
  )
}

function Lines({ runs }: { runs: readonly Run[] }) {
  return (
    <div>
      {runs.map((run, index) => (
        <p key={index}>{drawn(run, index)}</p>
      ))}
    </div>
  )
}

function Table({ columns, rows }: { columns: readonly SheetColumn[]; rows: readonly SheetRow[] }) {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  const header = headerCells(columns)
  return (
    <table style={{ '--letters': whole } as CSSProperties}>
      <colgroup>
        {columns.map(({ key, width }) => (
          <col key={key} style={{ width: `${(100 * width) / whole}%` }} />
        ))}
      </colgroup>
      <thead>
        {Array.from({ length: headerDepth(columns) }, (_, row) => (
          <tr key={row}>
            {header
              .filter((cell) => cell.row === row)
              .map((cell) => (
                <th
                  key={cell.column}
                  rowSpan={cell.rows}
                  colSpan={cell.columns}
                  scope={cell.columns > 1 ? 'colgroup' : 'col'}
                >
                  {cell.title}
                </th>
              ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <Row key={index} columns={columns} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ columns, row }: { columns: readonly SheetColumn[]; row: SheetRow }) {
  const name = columns.findIndex(({ kind }) => kind === 'text')
  return (
    <tr className={row.strong ? 'strong' : undefined}>
      {columns.map((column, index) => {
        const text = printed(column, row.values[column.key])
        const content: ReactNode = row.struck && text ? <s>{text}</s> : text
        const className = [alignment(column), column.strong && 'strong', column.italic && 'italic']
          .filter(Boolean)
          .join(' ')
        return index === name ? (
          <th key={column.key} scope="row" className={className}>
            {content}
          </th>
        ) : (
          <td key={column.key} className={className}>
            {content}
          </td>
        )
      })}
    </tr>
  )
}

function Signing({ place, signatures }: { place?: string; signatures: readonly Signature[] }) {
  return (
    <div className="paper-signing">
      {place && <p className="paper-place">{place}</p>}
      <div className="paper-signatures">
        {signatures.map(({ role, hint, stamp = [], name }) => (
          <div key={role}>
            <p>
              <b>{role}</b>
            </p>
            <p>
              <i>{hint}</i>
            </p>
            {stamp.length > 0 ? <p className="paper-stamp">{stamp.join('\n')}</p> : <p className="paper-blank" />}
            <p>
              <b>{name}</b>
            </p>
          </div>
        ))}
      </div>
    </div>
  )
}

function Foot({ sheet: { footnote, verification } }: { sheet: Description }) {
  if (!footnote && !verification) return null
  return (
    <footer className="paper-foot">
      {footnote} {verification}
    </footer>
  )
}

function drawn({ text, strong, italic }: Run, key: number) {
  const inner = italic ? <i>{text}</i> : text
  return strong ? <b key={key}>{inner}</b> : <span key={key}>{inner}</span>
}
