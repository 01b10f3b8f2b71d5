import { useText } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { columnWords } from './cell-words.ts'
import { longName, shortName } from './column-name.ts'
import { isMarkColumn } from './grid-model.ts'
import type { Column, Row, Sheet } from './grid-model.ts'
import { resultOf } from './grid-result.ts'
import { selectColumn } from './grid-move.ts'
import type { GridStore } from './grid-store.ts'

/** The header: the kinds with their weights over the columns, padlocks where a column is closed. */
export function GridHead({
  sheet,
  rows,
  store,
  onDescribe,
}: {
  sheet: Sheet
  rows: readonly Row[]
  store: GridStore
  onDescribe: (column: Column) => void
}) {
  const t = useText()
  const regular = sheet.columns.filter((column) => column.kind === 'regular')
  const whole = rows.every((row) => row.pupil.leftOn || resultOf(sheet, row).status !== 'incomplete')
  const weight = (value: number) => sheet.assessment === 'scored' && <span className="w"> ×{value}</span>
  return (
    <>
      <colgroup>
        <col className="c-no" />
        <col className="c-name" />
        {sheet.columns.map((column) => (
          <col key={column.key} className={`c-${column.kind}`} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1} className="h1">
          <th scope="col" rowSpan={2} className="fix no" aria-colindex={1}>
            {t('gradebook.number')}
          </th>
          <th scope="col" rowSpan={2} className="fix nme" aria-colindex={2}>
            {t('gradebook.name')}
          </th>
          <th scope="colgroup" colSpan={regular.length} className="k" aria-colindex={3}>
            {t('gradebook.kind.regular')}
            {weight(1)}
          </th>
          {(['midterm', 'final'] as const).map((kind, index) => (
            <th key={kind} scope="colgroup" className="k" aria-colindex={3 + regular.length + index}>
              {t(`gradebook.kind.${kind}`)}
              {weight(index + 2)}
            </th>
          ))}
          <th scope="colgroup" className="k avg" aria-colindex={5 + regular.length}>
            {t(sheet.assessment === 'scored' ? 'gradebook.kind.average' : 'gradebook.kind.result')}
          </th>
          <th scope="col" rowSpan={2} className="k cm" aria-colindex={6 + regular.length}>
            {t('gradebook.kind.comment')}
          </th>
        </tr>
        <tr aria-rowindex={2} className="h2">
          {sheet.columns.filter(isMarkColumn).map((column, col) => {
            const closed = columnWords(t, sheet, column)
            return (
              <th
                key={column.key}
                scope="col"
                aria-colindex={col + 3}
                className={column.kind === 'regular' && column.position > 1 ? undefined : 'k'}
                title={[column.label ?? longName(t, column), closed].filter(Boolean).join(' · ')}
                onClick={() => store.run((state) => selectColumn(state, col))}
                onDoubleClick={() => onDescribe(column)}
              >
                {closed && <Icon name="lock" label={closed} />}
                {column.publishedAt && <span className="pub" role="img" aria-label={t('gradebook.published')} />}
                {shortName(t, column)}
              </th>
            )
          })}
          <th scope="col" className="k avg" aria-colindex={5 + regular.length}>
            {t(whole ? 'gradebook.official' : 'gradebook.provisional')}
          </th>
        </tr>
      </thead>
    </>
  )
}
