import { useState } from 'react'
import { useQuery } from 'urql'
import { problemOf, type ResultOf } from '../../../graphql.ts'
import { refusalOfError } from '../../../shell/act.ts'
import { formatInstant, isTextKey, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { fieldGroups, shownValue } from './record-fields.ts'
import { HistoryQuery } from './record-query.ts'
import { useUndo } from './undo.ts'

type Change = NonNullable<ResultOf<typeof HistoryQuery>['student']['history']>[number]

/** Who changed what in a record, when and why; the newest can be taken back. Asked when it is opened. */
export function RecordHistory({ id, version, onDone }: { id: string; version: string; onDone: () => void }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  return (
    <Panel title={t('students.history')} padded>
      {open ? (
        <Changes key={version} id={id} onDone={onDone} />
      ) : (
        <Button kind="link" onClick={() => setOpen(true)}>
          {t('students.show_history')}
        </Button>
      )}
    </Panel>
  )
}

function Changes({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText()
  const undo = useUndo()
  const [{ data, error }, again] = useQuery({ query: HistoryQuery, variables: { id }, requestPolicy: 'network-only' })
  if (error) return <ErrorState problem={problemOf(error)} onRetry={() => again()} />
  const changes = data?.student.history ?? []
  if (data && changes.length === 0) return <p className="faint">{t('students.no_history')}</p>
  const takeBack = async (change: Change) => {
    const { error: refused } = await undo(change.id)
    announce(refused ? (refusalOfError(t, refused).general ?? t('error.unknown')) : t('students.undone'))
    if (!refused) onDone()
    again({ requestPolicy: 'network-only' })
  }
  return (
    <ol className="pupil-history">
      {changes.map((change, index) => (
        <li key={change.id}>
          <div className="row spread">
            <span>
              <b>{verbOf(t, change.verb)}</b>{' '}
              <span className="faint">
                {t('students.by_at', { by: change.by ?? '', at: formatInstant(change.at) })}
              </span>
            </span>
            {index === 0 && !change.verb.endsWith('.undo') && (
              <Button kind="link" className="small" onClick={() => void takeBack(change)}>
                {t('ui.undo')}
              </Button>
            )}
          </div>
          {change.reason && <p className="small dim">{t('students.reason_given', { reason: change.reason })}</p>}
          <ul className="small">
            {change.fields.map((field) => (
              <li key={`${field.table} ${field.field}`}>
                {fieldOf(t, field.field)}: {field.before !== null && <s>{valueOf(t, field.field, field.before)}</s>}{' '}
                {field.after === null ? t('students.emptied') : valueOf(t, field.field, field.after)}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** What happened, in words; a verb without words of its own stands as it is. */
function verbOf(t: Translate, verb: string): string {
  const key = `students.verb.${verb.replace(/\.undo$/, '')}`
  const words = isTextKey(key) ? t(key) : verb
  return verb.endsWith('.undo') ? t('students.taken_back', { what: words }) : words
}

const camel = (column: string): string => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

function fieldOf(t: Translate, column: string): string {
  const keys = [
    `students.field.${camel(column)}`,
    `students.guardian_field.${camel(column)}`,
    `students.stored.${column}`,
  ]
  const key = keys.find(isTextKey)
  return key && isTextKey(key) ? t(key) : column
}

const sexes = ['not_stated', 'male', 'female'] as const

/** A stored value as the form shows it. */
function valueOf(t: Translate, column: string, value: string): string {
  if (column === 'sex') return t(`students.sex.${sexes[Number(value)] ?? 'not_stated'}`)
  const status = `students.status.${value}`
  if (column === 'status' && isTextKey(status)) return t(status)
  const field = fieldGroups.flatMap(({ fields }) => fields).find(({ name }) => name === camel(column))
  if (!field) return value
  const typed = field.kind === 'many' ? value.split(', ') : field.kind === 'check' ? value === 'true' : value
  return shownValue(t, field, { [field.name]: typed }) ?? value
}
