import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useMutation } from 'urql'
import { graphql, problemOf } from '../../../graphql.ts'
import { isTextKey, formatDay, formatInstant, formatTime, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { levelWord } from '../level-word.ts'
import { PupilName, apartAmong, fullName } from '../pupil-name.tsx'
import type { ClassConductData } from './Conduct.tsx'

const RecordConduct = graphql(`
  mutation RecordConduct($class: ID!, $year: Int!, $term: Int!, $reason: String, $rows: [ConductInput!]!) {
    recordConduct(class: $class, academicYear: $year, term: $term, reason: $reason, rows: $rows) {
      savedAt
      rows {
        student
        status
        level
        grounds
        refusal
        by
        at
      }
    }
  }
`)

type Row = ClassConductData['rows'][number]
interface Judged {
  level: number | null
  grounds: string | null
}
interface Line {
  /** What the server holds, as far as this page knows. */
  stored: Judged
  /** What the person wants. */
  now: Judged
  state: 'saved' | 'waiting' | 'refused' | 'conflict'
  words?: string
}

const levels = [4, 3, 2, 1] as const

/**
 * One row per pupil: 4, 3, 2, 1 (or T, K, D, C) set the level of the row that holds the focus, arrows move, Enter goes on to
 * the grounds. Each touched row is saved for itself; a row that somebody else changed shows both judgements.
 */
export function ConductList({ conduct, year, term }: { conduct: ClassConductData; year: number; term: number }) {
  const t = useText()
  const [lines, setLines] = useState(() => new Map(conduct.rows.map((row) => [row.student, lineOf(row)])))
  const [savedAt, setSavedAt] = useState<string>()
  const [reason, setReason] = useState('')
  const [, record] = useMutation(RecordConduct)
  const table = useRef<HTMLTableSectionElement>(null)
  const apart = apartAmong(conduct.rows)
  const needsReason = conduct.approval === 'approved' || conduct.approval === 'published'

  const set = (student: string, change: Partial<Line>) =>
    setLines((before) => new Map(before).set(student, { ...before.get(student)!, ...change }))

  const save = async (student: string, now: Judged) => {
    const line = lines.get(student)!
    if (same(now, line.stored)) return set(student, { now, state: 'saved', words: undefined })
    set(student, { now, state: 'waiting', words: undefined })
    const { data, error } = await record({
      class: conduct.class,
      year,
      term,
      reason: needsReason ? reason : null,
      rows: [
        {
          student,
          wasLevel: line.stored.level,
          wasGrounds: line.stored.grounds,
          level: now.level,
          grounds: now.grounds,
        },
      ],
    })
    const answer = data?.recordConduct.rows[0]
    if (!answer) {
      const offline = error && problemOf(error).kind === 'offline'
      return set(student, { state: 'refused', words: t(offline ? 'error.offline_send' : 'error.unknown') })
    }
    const held = { level: answer.level, grounds: answer.grounds }
    if (answer.status === 'saved' || answer.status === 'already') {
      setSavedAt(data.recordConduct.savedAt)
      return set(student, { stored: held, now: held, state: 'saved', words: undefined })
    }
    if (answer.status === 'conflict')
      return set(student, {
        stored: held,
        state: 'conflict',
        words: t('conduct.conflict', {
          by: answer.by ?? '',
          at: answer.at ? formatInstant(answer.at) : '',
          level: levelWord(t, answer.level),
        }),
      })
    const words = answer.refusal && isTextKey(answer.refusal) ? t(answer.refusal) : t('error.unknown')
    set(student, { state: 'refused', words })
  }

  const move = (from: HTMLElement, step: number) => {
    const rows = [...(table.current?.querySelectorAll<HTMLElement>('tr[data-row]') ?? [])]
    const next = rows[rows.findIndex((row) => row.contains(from)) + step]
    next?.querySelector<HTMLElement>('[role="radio"][tabindex="0"]')?.focus()
  }

  const here = conduct.rows.filter((row) => !row.leftOn)
  const judged = here.filter((row) => lines.get(row.student)?.stored.level).length
  const open = [...lines.values()].filter((line) => line.state !== 'saved').length
  return (
    <>
      {needsReason && conduct.canDecide && (
        <div className="pad">
          <TextField
            label={t('conduct.reason')}
            hint={t('conduct.reason_hint')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      )}
      <table className="tbl conduct">
        <thead>
          <tr>
            <th className="num">{t('results.number')}</th>
            <th>{t('results.name')}</th>
            <th>{t('results.conduct')}</th>
            <th>{t('conduct.grounds')}</th>
            <th className="num">{t('conduct.absent')}</th>
            <th>{t(term === 1 ? 'students.term.2' : 'students.term.1')}</th>
            <th>{t('students.term.0')}</th>
          </tr>
        </thead>
        <tbody ref={table}>
          {conduct.rows.map((row) => (
            <ConductRow
              key={row.student}
              row={row}
              apart={apart(row)}
              line={lines.get(row.student)!}
              editable={conduct.canDecide && !row.leftOn}
              onLevel={(level) => void save(row.student, { ...lines.get(row.student)!.now, level })}
              onType={(grounds) => set(row.student, { now: { ...lines.get(row.student)!.now, grounds } })}
              onGrounds={(grounds) =>
                void save(row.student, { ...lines.get(row.student)!.now, grounds: grounds.trim() || null })
              }
              onTake={() => set(row.student, { now: lines.get(row.student)!.stored, state: 'saved', words: undefined })}
              onKeep={() => void save(row.student, lines.get(row.student)!.now)}
              onMove={move}
            />
          ))}
        </tbody>
      </table>
      <p className="conduct-status small" role="status">
        {[
          t('conduct.judged', { judged, pupils: here.length }),
          savedAt && t('conduct.saved_at', { at: formatTime(savedAt) }),
          open > 0 && t('conduct.open', { open }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  )
}

function ConductRow({
  row,
  apart,
  line,
  editable,
  onLevel,
  onType,
  onGrounds,
  onTake,
  onKeep,
  onMove,
}: {
  row: Row
  /** What tells the pupil apart from another of the same name. */
  apart: string | null
  line: Line
  editable: boolean
  onLevel: (level: number | null) => void
  onType: (grounds: string) => void
  onGrounds: (grounds: string) => void
  onTake: () => void
  onKeep: () => void
  onMove: (from: HTMLElement, step: number) => void
}) {
  const t = useText()
  const name = fullName(row)
  const grounds = useRef<HTMLInputElement>(null)
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const level = levelOfKey[event.key.toLowerCase()]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const aside = { ArrowRight: -1, ArrowLeft: 1 }[event.key]
    if (level !== undefined) onLevel(level)
    else if (event.key === 'Delete') onLevel(null)
    else if (step) onMove(event.currentTarget, step)
    else if (aside) onLevel(Math.max(1, Math.min(4, (line.now.level ?? 4) + aside)))
    else if (event.key === 'Enter') grounds.current?.focus()
    else return
    event.preventDefault()
  }
  const told = line.state === 'refused' || line.state === 'conflict'
  return (
    <>
      <tr data-row className={row.leftOn ? 'left' : undefined}>
        <td className="num faint">{row.number}</td>
        <th scope="row">
          <PupilName pupil={row} />
          {apart && <span className="faint small"> {apart}</span>}
          {row.leftOn && <span className="faint small"> {t('conduct.left', { day: formatDay(row.leftOn) })}</span>}
        </th>
        <td>
          {editable ? (
            <div className="levels" role="radiogroup" aria-label={t('conduct.of', { name })} onKeyDown={onKey}>
              {levels.map((level) => (
                <button
                  key={level}
                  type="button"
                  role="radio"
                  aria-checked={line.now.level === level}
                  tabIndex={line.now.level === level || (line.now.level === null && level === 4) ? 0 : -1}
                  className={`level-${level}`}
                  onClick={() => onLevel(level)}
                >
                  {levelWord(t, level)}
                </button>
              ))}
              {line.state === 'waiting' && <Icon name="clock" label={t('conduct.waiting')} />}
            </div>
          ) : (
            levelWord(t, row.level)
          )}
        </td>
        <td className="grounds">
          {editable ? (
            <input
              ref={grounds}
              className="input"
              aria-label={t('conduct.grounds_of', { name })}
              value={line.now.grounds ?? ''}
              maxLength={2000}
              onChange={(event) => onType(event.target.value)}
              onBlur={(event) => onGrounds(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                onMove(event.currentTarget, event.shiftKey ? -1 : 1)
              }}
            />
          ) : (
            line.now.grounds
          )}
        </td>
        <td className="num" data-name={t('conduct.absent')}>
          {t('conduct.absent_of', { excused: row.excused, unexcused: row.unexcused })}
        </td>
        <td className="dim nowrap">{levelWord(t, row.otherLevel)}</td>
        <td className="dim nowrap">{levelWord(t, row.yearLevel)}</td>
      </tr>
      {told && (
        <tr className="told">
          <td colSpan={7}>
            <span className="told-words" role="alert">
              <Icon name={line.state === 'conflict' ? 'swap' : 'error'} /> {line.words}
            </span>{' '}
            {line.state === 'conflict' ? (
              <>
                <Button kind="link" onClick={onTake}>
                  {t('conduct.take', { level: levelWord(t, line.stored.level) })}
                </Button>{' '}
                <Button kind="link" onClick={onKeep}>
                  {t('conduct.keep', { level: levelWord(t, line.now.level) })}
                </Button>
              </>
            ) : (
              <Button kind="link" onClick={onKeep}>
                {t('error.retry')}
              </Button>
            )}
          </td>
        </tr>
      )}
    </>
  )
}

const levelOfKey: Record<string, number> = { 4: 4, 3: 3, 2: 2, 1: 1, t: 4, k: 3, d: 2, đ: 2, c: 1 }

const lineOf = ({ level, grounds }: Row): Line => ({
  stored: { level, grounds },
  now: { level, grounds },
  state: 'saved',
})

const same = (a: Judged, b: Judged) => a.level === b.level && (a.grounds ?? '') === (b.grounds ?? '')
