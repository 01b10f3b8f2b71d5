import { useMemo } from 'react'
import { formatMark, useText } from '../../../text.ts'
import { isExempt, isMarkColumn } from './grid-model.ts'
import type { Row, Sheet } from './grid-model.ts'
import { footOf } from './grid-result.ts'

/** The footer: how many marks of each column are in, and their mean. */
export function GridFoot({ sheet, rows }: { sheet: Sheet; rows: readonly Row[] }) {
  const t = useText()
  const feet = useMemo(() => new Map(sheet.columns.map(({ key }) => [key, footOf(sheet, rows, key)])), [sheet, rows])
  const due = useMemo(() => rows.filter((row) => !row.pupil.leftOn && !isExempt(row)).length, [rows])
  return (
    <tfoot>
      <tr aria-rowindex={rows.length + 3}>
        <th scope="row" className="fix nme" colSpan={2} aria-colindex={1}>
          {t('gradebook.entered_of', { due })}
          {sheet.assessment === 'scored' && <span className="mean">{t('gradebook.mean')}</span>}
        </th>
        {sheet.columns.map((column, col) => {
          const { entered, mean } = feet.get(column.key)!
          const name = column.kind === 'comment' ? 'k cm' : column.kind === 'average' ? 'k avg' : undefined
          return (
            <td key={column.key} className={name} aria-colindex={col + 3}>
              {isMarkColumn(column) && entered}
              {column.kind === 'comment' && t('gradebook.comments', { count: entered })}
              {mean !== null && <span className="mean">{formatMark(Math.round(mean))}</span>}
            </td>
          )
        })}
      </tr>
    </tfoot>
  )
}
