import { Fragment, useEffect, useRef } from 'react'
import { formatInstant, formatNumber, useText } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { ReturnForm, ReturnNumbers, ReturnRow, SchoolReturn } from './queries.ts'
import { RowEdit } from './RowEdit.tsx'
import { columns, differsFromRecords, rowDefinition, rowName } from './words.ts'

interface TableProps {
  form: Pick<ReturnForm, 'code' | 'rows'>
  /** The return to which the rows belong; absent for totals, which nobody sets. */
  schoolReturn?: string
  editable?: boolean
  /** What was handed in no longer follows the records, which may have gone on. */
  frozen?: boolean
  faults?: SchoolReturn['faults']
  opened: string | undefined
  onOpen: (row: string | undefined) => void
  done?: (text: string, change: string) => void
}

/** A form with its figures; each row opens what it counts, where it comes from, and what differs. */
export function FormTable({ form, faults = [], opened, ...props }: TableProps) {
  const t = useText()
  const sections = Map.groupBy(form.rows, ({ section }) => section)
  const bad = new Set(faults.map(({ code, column }) => `${code} ${column}`))
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={form.code}>
      <table className="tbl return-table">
        <thead>
          <tr>
            <th scope="col">{t('reporting.indicator')}</th>
            {columns.map(([column]) => (
              <th key={column} scope="col" className="num">
                {t(`reporting.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {[...sections].map(([section, rows]) => (
          <tbody key={section}>
            <tr className="return-section">
              <th scope="rowgroup" colSpan={columns.length + 1}>
                {t(`reporting.section.${section}`)}
              </th>
            </tr>
            {rows.map((row) => (
              <Row
                key={row.code}
                {...props}
                form={form}
                row={row}
                bad={bad}
                open={opened === `${form.code} ${row.code}`}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Row({
  row,
  open,
  bad,
  form,
  frozen,
  schoolReturn,
  editable,
  onOpen,
  done,
}: Omit<TableProps, 'opened' | 'faults'> & { row: ReturnRow; open: boolean; bad: ReadonlySet<string> }) {
  const t = useText()
  const line = useRef<HTMLTableRowElement>(null)
  const detail = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (!open) return
    line.current?.scrollIntoView({ block: 'nearest' })
    detail.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const differs = frozen && differsFromRecords(row)
  const key = `${form.code} ${row.code}`
  return (
    <Fragment>
      <tr ref={line} className={open ? 'sel' : undefined}>
        <th scope="row">
          <button
            type="button"
            className={`return-row indent-${row.indent}`}
            aria-expanded={open}
            onClick={() => onOpen(open ? undefined : key)}
          >
            <span>{rowName(t, row)}</span>
            {row.reason !== null && <Icon name="pencil" label={t('reporting.by_hand')} />}
            {differs && <span className="tag wait">{t('reporting.differs')}</span>}
          </button>
        </th>
        {columns.map(([column, field]) => (
          <td key={column} className={bad.has(`${row.code} ${column}`) ? 'num bad' : 'num'}>
            <Figure value={row.value?.[field] ?? null} applies={row.persons || column === 'total'} />
          </td>
        ))}
      </tr>
      {open && (
        <tr ref={detail} className="return-detail">
          <td colSpan={columns.length + 1}>
            <p className="dim">{rowDefinition(t, row)}</p>
            {row.reason !== null && (
              <p>
                {t('reporting.set_by', {
                  by: row.overriddenBy,
                  at: row.overriddenAt ? formatInstant(row.overriddenAt) : '',
                  reason: row.reason,
                })}
              </p>
            )}
            {row.reason !== null && <Said label={t('reporting.records_said')} numbers={row.computed} />}
            {differs && <Said label={t('reporting.records_now')} numbers={row.live} />}
            {editable && schoolReturn && done && (
              <RowEdit
                form={form.code}
                row={row}
                schoolReturn={schoolReturn}
                done={done}
                onClose={() => onOpen(undefined)}
              />
            )}
          </td>
        </tr>
      )}
    </Fragment>
  )
}

/** A figure; where there is none it says so, and a column that does not apply stays blank. */
function Figure({ value, applies }: { value: number | null; applies: boolean }) {
  const t = useText()
  if (!applies) return null
  if (value !== null) return formatNumber(value)
  return <span aria-label={t('reporting.no_figure')}>–</span>
}

/** Figures in one line: all 742, women 361 … */
function Said({ label, numbers }: { label: string; numbers: ReturnNumbers | null }) {
  const t = useText()
  const parts = columns.flatMap(([column, field]) => {
    const value = numbers?.[field]
    return value === null || value === undefined
      ? []
      : `${t(`reporting.column.${column}`).toLocaleLowerCase()} ${formatNumber(value)}`
  })
  return (
    <p>
      {label}: {parts.length > 0 ? parts.join(' · ') : t('reporting.no_figure')}
    </p>
  )
}
