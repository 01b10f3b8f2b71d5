import type { KeyboardEvent } from 'react'
import { Link } from 'wouter'
import { foldName } from '../../../../platform/name.ts'
import { formatDay, formatInstant, formatTime, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Note } from '../../../ui/Note.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { refusalOfError } from '../../../shell/act.ts'
import { useUndo } from '../records/undo.ts'
import type { AbsenceLine, ClassAbsences } from './absences-query.ts'
import { countOf, draftKey, shownNumber, type Count, type Draft } from './absence-draft.ts'
import { useAbsences } from './use-absences.ts'

/** The class by number: one month to type in, the others to read, the year beside its limit. */
export function AbsenceTable({
  sheet,
  month,
  onMonth,
  reload,
}: {
  sheet: ClassAbsences
  month: string
  onMonth: (month: string) => void
  reload: () => Promise<ClassAbsences | undefined>
}) {
  const t = useText()
  const { lines, drafts, saved, problem, type, send, decide, reset } = useAbsences(sheet)
  const undo = useUndo()
  const twice = equalNames(lines)
  const others = sheet.months.filter((one) => one !== month)
  const near = lines.filter(({ level, leftOn }) => level !== 'usual' && !leftOn).length
  const waiting = [...drafts.values()].filter((draft) => !draft.refusal && !draft.conflict).length

  const takeBack = async (change: string) => {
    const { error } = await undo(change)
    announce(error ? (refusalOfError(t, error).general ?? t('error.unknown')) : t('students.undone'))
    const now = await reload()
    if (now) reset(now)
  }
  return (
    <>
      {near > 0 && (
        <div className="pad-note">
          <Note kind="wait">{t('absences.near_count', { count: near })}</Note>
        </div>
      )}
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t('absences.title', { class: sheet.className })}>
        <table className="tbl absence-table">
          <thead>
            <tr>
              <th scope="col" className="num">
                {t('students.column.number')}
              </th>
              <th scope="col">{t('students.column.name')}</th>
              <th scope="col" className="num">
                {t('absences.excused')}
              </th>
              <th scope="col" className="num">
                {t('absences.unexcused')}
              </th>
              {others.map((one) => (
                <th key={one} scope="col" className="num other">
                  <button type="button" className="sort" onClick={() => onMonth(one)}>
                    {t('absences.month_short', { month: Number(one.slice(5, 7)) })}
                  </button>
                </th>
              ))}
              <th scope="col" className="num">
                {t('absences.total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row
                key={line.student}
                line={line}
                code={twice.has(nameOf(line)) ? line.code : undefined}
                month={month}
                others={others}
                draft={drafts.get(draftKey(line.student, month))}
                open={sheet.mayUpdate && !(line.leftOn && month > line.leftOn)}
                type={(field, text) => type(line, month, field, text)}
                send={() => void send()}
                decide={decide}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="absence-status" role="status">
        {problem ? (
          <>
            <span className="bad-words">{problem}</span>{' '}
            <Button kind="link" onClick={() => void send()}>
              {t('error.retry')}
            </Button>
          </>
        ) : (
          saved && (
            <>
              {t('absences.saved_at', { time: formatTime(saved.at), waiting })}{' '}
              <Button kind="link" onClick={() => void takeBack(saved.change)}>
                {t('ui.undo')}
              </Button>
            </>
          )
        )}
        {!problem && !saved && sheet.mayUpdate && <span className="faint">{t('absences.how')}</span>}
      </p>
    </>
  )
}

const nameOf = ({ restName, givenName }: AbsenceLine): string => `${restName} ${givenName}`

/** Names that several pupils of the class bear; their codes stand beside them. */
function equalNames(lines: readonly AbsenceLine[]): ReadonlySet<string> {
  const names = Map.groupBy(lines, (line) => foldName(nameOf(line)))
  return new Set([...names.values()].filter((of) => of.length > 1).flatMap((of) => of.map(nameOf)))
}

function Row({
  line,
  code,
  month,
  others,
  draft,
  open,
  type,
  send,
  decide,
}: {
  line: AbsenceLine
  /** Tells equal names apart. */
  code: string | undefined
  month: string
  others: readonly string[]
  draft: Draft | undefined
  open: boolean
  type: (field: keyof Count, text: string) => void
  send: () => void
  decide: (draft: Draft, own: boolean) => void
}) {
  const t = useText()
  const stored = countOf(line, month)
  const name = code ? `${nameOf(line)} (${code})` : nameOf(line)
  const cell = (field: keyof Count) => (
    <td className={cellClass(draft)}>
      {open ? (
        <input
          className="absence-input"
          inputMode="numeric"
          autoComplete="off"
          aria-label={t(`absences.cell.${field}`, { name, month: Number(month.slice(5, 7)) })}
          aria-invalid={draft?.refusal ? true : undefined}
          value={draft?.[field] ?? shownNumber(stored[field])}
          onChange={(event) => type(field, event.target.value)}
          onFocus={(event) => event.target.select()}
          onKeyDown={moveOn}
        />
      ) : (
        shownNumber(stored[field])
      )}
    </td>
  )
  return (
    <>
      <tr
        className={line.leftOn ? 'gone' : undefined}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) send()
        }}
      >
        <td className="num faint">{line.number}</td>
        <th scope="row">
          <Link className={line.leftOn ? 'pupil-name gone' : 'pupil-name'} href={`/student/${line.student}`}>
            {line.restName} <b>{line.givenName}</b>
          </Link>
          {code && <small className="faint"> · {code}</small>}
          {line.leftOn && <small className="faint"> · {t('absences.left_on', { day: formatDay(line.leftOn) })}</small>}
        </th>
        {cell('excused')}
        {cell('unexcused')}
        {others.map((one) => {
          const { excused, unexcused } = countOf(line, one)
          return (
            <td key={one} className="num other dim">
              {excused + unexcused > 0 && `${excused} + ${unexcused}`}
            </td>
          )
        })}
        <td className="num">
          {line.level !== 'usual' && (
            <Tag kind={line.level === 'near' ? 'wait' : 'bad'} icon="warning">
              {t(`absences.level.${line.level}`)}
            </Tag>
          )}{' '}
          <b>{line.total}</b>
        </td>
      </tr>
      {(draft?.refusal || draft?.conflict) && (
        <tr className="absence-message">
          <td colSpan={5 + others.length}>
            <Icon name="error" /> {draft.refusal && t(`absences.refused.${draft.refusal}`)}
            {draft.conflict && (
              <>
                {t('absences.conflict', {
                  by: draft.conflict.by ?? '',
                  at: draft.conflict.at ? formatInstant(draft.conflict.at) : '',
                  excused: draft.conflict.excused,
                  unexcused: draft.conflict.unexcused,
                })}{' '}
                <Button kind="link" onClick={() => decide(draft, false)}>
                  {t('absences.keep_theirs')}
                </Button>{' '}
                <Button kind="link" onClick={() => decide(draft, true)}>
                  {t('absences.keep_own', { excused: draft.excused || '0', unexcused: draft.unexcused || '0' })}
                </Button>
              </>
            )}
          </td>
        </tr>
      )}
    </>
  )
}

function cellClass(draft: Draft | undefined): string {
  if (!draft) return 'num absence-cell'
  return draft.refusal || draft.conflict ? 'num absence-cell bad' : 'num absence-cell waiting'
}

/** Enter and the arrows go up and down in the column, as in the gradebook. */
function moveOn(event: KeyboardEvent<HTMLInputElement>) {
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const cell = event.currentTarget.closest('td')
  const column = cell?.cellIndex ?? 0
  const inputs = [...(cell?.closest('tbody')?.querySelectorAll<HTMLTableRowElement>('tr') ?? [])].flatMap(
    (row) => row.cells[column]?.querySelector<HTMLInputElement>('input') ?? [],
  )
  inputs[inputs.indexOf(event.currentTarget) + step]?.focus()
}
