import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useAct } from '../../../shell/act.ts'
import { useViewer } from '../../../shell/session.ts'
import { formatDay, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { shortName } from './column-name.ts'
import { DropAttemptMutation, NoteAttemptMutation } from './gradebook-query.ts'
import type { BookDetail } from './gradebook-query.ts'
import { closedCell, displayOf } from './grid-entry.ts'
import { shown } from './grid-model.ts'
import { columnAt, rowAt, write } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import type { GridStore } from './grid-store.ts'
import { nameOf } from './grid-paste.ts'

/**
 * Several results behind a regular mark: each with its day and form, one of them in the book. Choosing one is an
 * ordinary save of the cell, with history and undo. Circular 22/2021/TT-BGDĐT, Điều 6(2).
 */
export function Attempts({
  detail,
  store,
  state,
  onChange,
}: {
  detail: BookDetail
  store: GridStore
  state: GridState
  onChange: () => void
}) {
  const t = useText()
  const column = columnAt(state)
  const row = rowAt(state)
  const [adding, setAdding] = useState(false)
  const drop = useAct(DropAttemptMutation)
  const open = closedCell(state.sheet, row, column) === null
  const attempts = detail.attempts.filter((it) => it.student === row.pupil.id && it.column === column.key)
  if (attempts.length === 0 && !open) return null
  const now = shown(row.cells[column.key])
  const choose = (value: string) => {
    store.run((it) => write(it, 'choose', 'chosen', [{ row: it.cursor.row, column: column.key, text: value }]), true)
    announce(t('gradebook.attempt_taken', { value: displayOf(column, value) }))
  }
  return (
    <section className="attempts">
      <h2>
        {t('gradebook.attempts', { column: shortName(t, column) })}
        {open && !adding && (
          <Button kind="link" onClick={() => setAdding(true)}>
            {t('gradebook.attempts_add')}
          </Button>
        )}
      </h2>
      {attempts.length === 0 && adding && <p className="faint">{t('gradebook.attempts_why')}</p>}
      {attempts.length > 0 && (
        <ul>
          {attempts.map(({ id, value, heldOn, form, note }) => (
            <li key={id}>
              <b>{displayOf(column, value)}</b>
              <span className="grow">
                {[heldOn && formatDay(heldOn), form].filter(Boolean).join(' · ')}
                {note && <small>{note}</small>}
              </span>
              {value === now ? (
                <span className="dim">{t('gradebook.attempt_chosen')}</span>
              ) : (
                open && (
                  <Button kind="link" onClick={() => choose(value)}>
                    {t('gradebook.attempt_choose')}
                  </Button>
                )
              )}
              {open && (
                <Button
                  kind="plain"
                  icon="close"
                  aria-label={t('gradebook.attempt_drop', { value: displayOf(column, value) })}
                  onClick={() => void drop.act({ book: detail.id, attempt: id }).then(onChange)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {drop.refusal.general && <Note kind="bad">{drop.refusal.general}</Note>}
      {open && adding && (
        <NewAttempt
          key={`${row.pupil.id} ${column.key}`}
          detail={detail}
          state={state}
          onClose={() => setAdding(false)}
          onNoted={onChange}
        />
      )}
    </section>
  )
}

function NewAttempt({
  detail,
  state,
  onClose,
  onNoted,
}: {
  detail: BookDetail
  state: GridState
  onClose: () => void
  onNoted: () => void
}) {
  const t = useText()
  const column = columnAt(state)
  const { pupil } = rowAt(state)
  const [value, setValue] = useState('')
  const { today } = useViewer()
  const [heldOn, setHeldOn] = useState<string | undefined>(today)
  const [form, setForm] = useState('')
  const [note, setNote] = useState('')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const { act, busy, refusal } = useAct(NoteAttemptMutation)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (heldOn === undefined) return
    const noted = await act({
      book: detail.id,
      student: pupil.id,
      column: column.key,
      value,
      heldOn: heldOn || null,
      form,
      note,
    })
    if (!noted) return
    setValue('')
    setNote('')
    onNoted()
  }
  return (
    <form aria-label={nameOf(pupil)} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={t(state.sheet.assessment === 'scored' ? 'gradebook.attempt_value' : 'gradebook.attempt_result')}
        ref={first}
        autoComplete="off"
        value={value}
        error={refusal.fields['value']}
        onChange={(event) => setValue(event.target.value)}
      />
      <DateField
        label={t('gradebook.attempt_day')}
        optional
        value={heldOn ?? ''}
        error={refusal.fields['heldOn']}
        onChange={setHeldOn}
      />
      <TextField
        label={t('gradebook.column_form')}
        optional
        value={form}
        error={refusal.fields['form']}
        onChange={(event) => setForm(event.target.value)}
      />
      <TextField
        label={t('gradebook.column_note')}
        optional
        value={note}
        error={refusal.fields['note']}
        onChange={(event) => setNote(event.target.value)}
      />
      {refusal.general && Object.keys(refusal.fields).length === 0 && <Note kind="bad">{refusal.general}</Note>}
      <div className="row wrap">
        <Button kind="primary" type="submit" busy={busy}>
          {t('gradebook.attempt_save')}
        </Button>
        <Button onClick={onClose}>{t('gradebook.cancel')}</Button>
      </div>
    </form>
  )
}
