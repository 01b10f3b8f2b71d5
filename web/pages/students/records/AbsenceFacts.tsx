import { absenceLevel } from '../../../../modules/students/absences/rules/limits.ts'
import { formatAcademicYear, useText } from '../../../text.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import type { PupilRecord } from './record-query.ts'

/** The absences of a year in a sentence and month by month. */
export function AbsenceFacts({ cells, year }: { cells: PupilRecord['absences']; year: number }) {
  const t = useText()
  const excused = cells.reduce((sum, cell) => sum + cell.excused, 0)
  const unexcused = cells.reduce((sum, cell) => sum + cell.unexcused, 0)
  const level = absenceLevel(excused + unexcused)
  const some = cells.filter((cell) => cell.excused + cell.unexcused > 0)
  if (cells.length === 0) return null
  return (
    <Panel title={t('absences.of_year', { year: formatAcademicYear(year) })} padded>
      <p>
        {t('absences.sum', { total: excused + unexcused, excused, unexcused })}{' '}
        {level !== 'usual' && (
          <Tag kind={level === 'near' ? 'wait' : 'bad'} icon="warning">
            {t(`absences.level.${level}`)}
          </Tag>
        )}
      </p>
      {some.length > 0 && (
        <ul className="small dim pupil-months">
          {some.map((cell) => (
            <li key={cell.month}>
              {t('absences.month_sum', {
                month: Number(cell.month.slice(5, 7)),
                excused: cell.excused,
                unexcused: cell.unexcused,
              })}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
