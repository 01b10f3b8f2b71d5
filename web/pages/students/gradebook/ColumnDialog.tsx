import { useState } from 'react'
import type { FormEvent } from 'react'
import { client, problemOf } from '../../../graphql.ts'
import { useText } from '../../../text.ts'
import { refusalOf } from '../../../shell/refusal.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { longName, shortName } from './column-name.ts'
import { DescribeColumnMutation } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import type { Column } from './grid-model.ts'

/** What a column is called, when and how it was held, and a note for colleagues. */
export function ColumnDialog({
  book,
  column,
  onClose,
  onSaved,
}: {
  book: Book
  column: Column
  onClose: () => void
  onSaved: () => void
}) {
  const t = useText()
  const [label, setLabel] = useState(column.label ?? '')
  const [heldOn, setHeldOn] = useState<string | undefined>(column.heldOn ?? '')
  const [form, setForm] = useState(column.form ?? '')
  const [note, setNote] = useState(column.note ?? '')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<ReturnType<typeof refusalOf>>({ fields: {} })

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (heldOn === undefined) return
    setBusy(true)
    const { error } = await client.mutation(DescribeColumnMutation, {
      book: book.id,
      column: column.key,
      label,
      heldOn: heldOn || null,
      form,
      note,
    })
    setBusy(false)
    if (error) {
      const problem = problemOf(error)
      return setRefusal(refusalOf(t, { violations: problem.violations, offline: problem.kind === 'offline' }))
    }
    onSaved()
    onClose()
  }

  return (
    <Dialog title={t('gradebook.column', { column: shortName(t, column) })} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('gradebook.column_label')}
          optional
          placeholder={longName(t, column)}
          error={refusal.fields['label']}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <DateField
          label={t('gradebook.column_day')}
          optional
          error={refusal.fields['heldOn']}
          value={heldOn ?? ''}
          onChange={setHeldOn}
        />
        <TextField
          label={t('gradebook.column_form')}
          optional
          hint={t('gradebook.column_form_hint')}
          error={refusal.fields['form']}
          value={form}
          onChange={(event) => setForm(event.target.value)}
        />
        <TextField
          label={t('gradebook.column_note')}
          optional
          hint={t('gradebook.column_note_hint')}
          error={refusal.fields['note']}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {refusal.general && <Note kind="bad">{refusal.general}</Note>}
        <div className="row wrap">
          <Button kind="primary" big type="submit" busy={busy}>
            {t('gradebook.column_save')}
          </Button>
          <Button big onClick={onClose}>
            {t('gradebook.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
