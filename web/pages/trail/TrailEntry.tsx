import { useState } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import {
  roleWords,
  columnWords,
  tableWords,
  valueWords,
  verbWords,
  type Say,
} from '../../../modules/trail/sheets/words.ts'
import { refusalOfError } from '../../shell/act.ts'
import { useUndoChange } from '../../shell/undo-change.ts'
import { formatAcademicYear, formatInstant, formatTime, isTextKey, useText, type Translate } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { EntryQuery, type Entry, type Line } from './trail-query.ts'

/** A change: what happened, who, in which post, from where and why, and the values before and after. */
export function TrailEntry({
  entry,
  whole,
  onRecord,
  onDone,
}: {
  entry: Entry
  /** Whether the list holds several units, so that each change names its own. */
  whole: boolean
  onRecord: (record: string) => void
  onDone: () => void
}) {
  const t = useText()
  const say = sayOf(t)
  const [all, setAll] = useState(false)
  const undo = useUndoChange()
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const verb = verbWords(say, entry.verb)
  const takeBack = async () => {
    setBusy(true)
    const { error } = await undo(entry.id)
    setBusy(false)
    setRefused(error && (refusalOfError(t, error).general ?? t('error.unknown')))
    if (!error) {
      announce(t('trail.undone'))
      onDone()
    }
  }
  const who = [
    entry.role &&
      (entry.onBehalfOf
        ? t('trail.on_behalf', { role: roleWords(say, entry.role), unit: entry.onBehalfOf })
        : roleWords(say, entry.role)),
    whole ? (entry.unit ?? t('trail.province')) : null,
    entry.address && t('trail.from_where', { address: entry.address }),
  ].filter(Boolean)
  const more = entry.lineCount - entry.lines.length
  return (
    <li className={entry.undoneAt ? 'undone' : undefined}>
      <time className="trail-time" dateTime={entry.at}>
        {formatTime(entry.at)}
      </time>
      <div className="trail-what">
        <p>
          <b>{verb}</b> <span>{entry.by ?? t('trail.nobody')}</span>{' '}
          {who.length > 0 && <span className="small faint">· {who.join(' · ')}</span>}{' '}
          {entry.undoneAt && (
            <Tag>
              {t('trail.undone_by', { by: entry.undoneBy ?? t('trail.nobody'), at: formatInstant(entry.undoneAt) })}
            </Tag>
          )}
        </p>
        {entry.reason && <p className="small dim">{t('trail.reason', { reason: entry.reason })}</p>}
        {entry.reverts && <p className="small dim">{t('trail.undoes')}</p>}
        {all ? <AllLines change={entry.id} onRecord={onRecord} /> : <Lines lines={entry.lines} onRecord={onRecord} />}
        {entry.archivedYear !== null && (
          <p className="small faint">{t('trail.marks_archived', { year: formatAcademicYear(entry.archivedYear) })}</p>
        )}
        {more > 0 && !all && (
          <Button kind="link" className="small" onClick={() => setAll(true)}>
            {t('trail.all_lines', { count: entry.lineCount })}
          </Button>
        )}
        {refused && (
          <p className="small bad-words" role="alert">
            {refused}
          </p>
        )}
      </div>
      {entry.canUndo && (
        <Button
          kind="link"
          className="small noprint trail-undo"
          busy={busy}
          aria-label={t('trail.undo_what', { what: verb })}
          onClick={() => void takeBack()}
        >
          {t('trail.undo')}
        </Button>
      )}
    </li>
  )
}

function AllLines({ change, onRecord }: { change: string; onRecord: (record: string) => void }) {
  const t = useText()
  const [{ data, fetching }] = useQuery({ query: EntryQuery, variables: { change } })
  const entry = data?.trailEntry
  if (!entry) return <p className="small faint">{fetching ? '…' : t('error.unknown')}</p>
  return (
    <>
      <Lines lines={entry.lines} onRecord={onRecord} />
      {entry.lines.length < entry.lineCount && (
        <p className="small faint">{t('trail.lines_cut', { shown: entry.lines.length, count: entry.lineCount })}</p>
      )}
    </>
  )
}

function Lines({ lines, onRecord }: { lines: readonly Line[]; onRecord: (record: string) => void }) {
  return (
    <ul className="trail-lines small">
      {lines.map((line, index) => (
        <OneLine key={index} line={line} onRecord={onRecord} />
      ))}
    </ul>
  )
}

function OneLine({ line, onRecord }: { line: Line; onRecord: (record: string) => void }) {
  const t = useText()
  const say = sayOf(t)
  const { table, act, record, within, fields, hidden } = line
  const what = tableWords(say, table)
  return (
    <li>
      <span className="faint">
        {t(`trail.act.${act}`)} {what.toLowerCase()}
      </span>{' '}
      {record && (record.link ? <Link href={record.link}>{record.name}</Link> : <b>{record.name}</b>)}
      {record?.record && (
        <Button
          kind="link"
          className="trail-others"
          aria-label={`${t('trail.others')}: ${record.name}`}
          title={t('trail.others')}
          icon="history"
          onClick={() => onRecord(record.record ?? '')}
        />
      )}
      {within && <span className="dim"> {within}</span>}
      {hidden ? (
        <span className="faint"> ({t('trail.hidden')})</span>
      ) : (
        fields.map(({ column, before, after }) => (
          <span key={column} className="trail-field">
            {columnWords(say, column)}{' '}
            {act === 'altered' && <s>{valueWords(say, table, column, before, formatInstant)}</s>}
            {act === 'altered' && ' → '}
            <b>{valueWords(say, table, column, act === 'removed' ? before : after, formatInstant)}</b>
          </span>
        ))
      )}
    </li>
  )
}

/** The page's words for what the files say too. */
const sayOf =
  (t: Translate): Say =>
  (key, values) =>
    isTextKey(key) ? t(key, values) : key
