import { useState } from 'react'
import type { FormEvent } from 'react'
import { useAct } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { OverrideRowMutation, type ReturnRow } from './queries.ts'
import { columns, rowName } from './words.ts'

type Typed = Record<(typeof columns)[number][1], string>

/** Sets a row by hand with a reason; what the records say stays beside it, and the row can be given back to them. */
export function RowEdit({
  form,
  row,
  schoolReturn,
  done,
  onClose,
}: {
  form: string
  row: ReturnRow
  schoolReturn: string
  done: (text: string, change: string) => void
  onClose: () => void
}) {
  const t = useText()
  const [typed, setTyped] = useState<Typed>(() => typedOf(row))
  const [reason, setReason] = useState(row.reason ?? '')
  const { act, busy, refusal, refuse } = useAct(OverrideRowMutation)
  const shown = columns.filter(([column]) => row.persons || column === 'total')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const faults = Object.fromEntries(
      shown.flatMap(([, field]) =>
        /^\d{1,7}$/.test(typed[field].trim()) ? [] : [[field, t('reporting.fault.number')]],
      ),
    )
    if (Object.keys(faults).length > 0) return refuse({ fields: faults })
    const numbers = Object.fromEntries(shown.map(([, field]) => [field, Number(typed[field])]))
    const data = await act({ schoolReturn, form, row: row.code, reason, numbers: { total: 0, ...numbers } })
    if (!data) return
    onClose()
    done(t('reporting.row_set', { row: rowName(t, row) }), data.overrideReturnRow.change)
  }
  const giveBack = async () => {
    const data = await act({ schoolReturn, form, row: row.code, reason: '', numbers: null })
    if (!data) return
    onClose()
    done(t('reporting.row_given_back', { row: rowName(t, row) }), data.overrideReturnRow.change)
  }
  return (
    <form className="return-edit" onSubmit={(event) => void send(event)} noValidate>
      {refusal.general && <Note kind="bad">{refusal.general}</Note>}
      <div className="return-edit-figures">
        {shown.map(([column, field]) => (
          <TextField
            key={column}
            label={t(`reporting.column.${column}`)}
            inputMode="numeric"
            autoComplete="off"
            value={typed[field]}
            error={refusal.fields[column] ?? refusal.fields[field]}
            onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
          />
        ))}
      </div>
      <TextField
        label={t('reporting.reason')}
        hint={t('reporting.reason_hint')}
        value={reason}
        error={refusal.fields['reason']}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="row wrap">
        <Button type="submit" kind="primary" busy={busy}>
          {t('reporting.set_row')}
        </Button>
        {row.reason !== null && (
          <Button busy={busy} onClick={() => void giveBack()}>
            {t('reporting.give_back')}
          </Button>
        )}
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
      </div>
    </form>
  )
}

const typedOf = ({ value }: ReturnRow): Typed => ({
  total: String(value?.total ?? ''),
  female: String(value?.female ?? ''),
  minority: String(value?.minority ?? ''),
  femaleMinority: String(value?.femaleMinority ?? ''),
})
