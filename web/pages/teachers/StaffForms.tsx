import { useState } from 'react'
import { useAct } from '../../shell/act.ts'
import { FormPanel } from '../../shell/FormPanel.tsx'
import { useViewer } from '../../shell/session.ts'
import { useText } from '../../text.ts'
import { Check, SelectField, TextField } from '../../ui/Field.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { AddStaff, AlterStaff, LeaveStaff, type StaffMember } from './staff-query.ts'

/** The record of a member of staff, new or known. */
export function StaffForm({
  unit,
  subjects,
  one,
  onDone,
  onCancel,
}: {
  unit: string
  subjects: readonly { id: string; name: string }[]
  one: StaffMember | undefined
  onDone: (name: string) => void
  onCancel: () => void
}) {
  const t = useText()
  const { today } = useViewer()
  const [form, setForm] = useState({
    fullName: one?.fullName ?? '',
    code: one?.code ?? '',
    sex: String(one?.sex ?? 0),
    phone: one?.phone ?? '',
    email: one?.email ?? '',
    team: one?.team ?? '',
    identityNumber: '',
  })
  const [birthDate, setBirthDate] = useState<string | undefined>(one?.birthDate ?? '')
  const [startedOn, setStartedOn] = useState<string | undefined>(one?.startedOn ?? today)
  const [trained, setTrained] = useState<readonly string[]>(one?.subjects.map(({ id }) => id) ?? [])
  const adding = useAct(AddStaff)
  const altering = useAct(AlterStaff)
  const { busy, refusal } = one ? altering : adding
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const text = (
    key: 'fullName' | 'code' | 'phone' | 'email' | 'team',
    title: Parameters<typeof t>[0],
    optional = true,
  ) => (
    <TextField
      label={t(title)}
      optional={optional}
      autoComplete="off"
      value={form[key]}
      error={refusal.fields[key]}
      onChange={(event) => set({ [key]: event.target.value })}
    />
  )
  const submit = async () => {
    if (birthDate === undefined || !startedOn) {
      const missing = birthDate === undefined ? 'birthDate' : 'startedOn'
      ;(one ? altering : adding).refuse({ fields: { [missing]: t('units.choose_day') } })
      return
    }
    const { identityNumber, sex, ...rest } = form
    const record = { ...rest, sex: Number(sex), birthDate: birthDate || null, startedOn, subjects: [...trained] }
    if (one) {
      const done = await altering.act({ staff: one.id, changes: record })
      if (done) onDone(done.alterStaff.fullName)
      return
    }
    const done = await adding.act({ unit, identityNumber: identityNumber || null, staff: record })
    if (done) onDone(done.addStaff.fullName)
  }
  return (
    <FormPanel
      title={one ? one.fullName : t('staff.add')}
      submit={one ? t('units.save') : t('staff.add_submit')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      {text('fullName', 'staff.column.name', false)}
      {!one && (
        <TextField
          label={t('staff.column.identity_number')}
          hint={t('staff.identity_hint')}
          optional
          inputMode="numeric"
          autoComplete="off"
          value={form.identityNumber}
          error={refusal.fields['identityNumber']}
          onChange={(event) => set({ identityNumber: event.target.value })}
        />
      )}
      {text('code', 'staff.column.code')}
      <SelectField
        label={t('staff.column.sex')}
        value={form.sex}
        options={[
          { value: '0', label: t('staff.sex.0') },
          { value: '1', label: t('staff.sex.1') },
          { value: '2', label: t('staff.sex.2') },
        ]}
        onChange={(event) => set({ sex: event.target.value })}
      />
      <DateField
        label={t('staff.column.birth_date')}
        optional
        value={birthDate ?? ''}
        error={refusal.fields['birthDate']}
        onChange={setBirthDate}
      />
      <DateField
        label={t('staff.column.started_on')}
        value={startedOn ?? ''}
        error={refusal.fields['startedOn']}
        onChange={setStartedOn}
      />
      {text('phone', 'staff.column.phone')}
      {text('email', 'staff.column.email')}
      {text('team', 'staff.column.team')}
      <fieldset className="whole staff-subjects">
        <legend>{t('staff.column.subjects')}</legend>
        {subjects.map(({ id, name }) => (
          <Check
            key={id}
            label={name}
            checked={trained.includes(id)}
            onChange={() =>
              setTrained(trained.includes(id) ? trained.filter((other) => other !== id) : [...trained, id])
            }
          />
        ))}
      </fieldset>
    </FormPanel>
  )
}

/** Ends the work of a member of staff: what ends with it is said before. */
export function LeaveForm({ one, onDone, onCancel }: { one: StaffMember; onDone: () => void; onCancel: () => void }) {
  const t = useText()
  const { today } = useViewer()
  const [on, setOn] = useState<string | undefined>(today)
  const [reason, setReason] = useState('')
  const { act, busy, refusal, refuse } = useAct(LeaveStaff)
  const submit = async () => {
    if (!on) {
      refuse({ fields: { on: t('units.choose_day') } })
      return
    }
    if (await act({ staff: one.id, on, reason })) onDone()
  }
  return (
    <FormPanel
      title={t('staff.leave_title', { name: one.fullName })}
      submit={t('staff.leave_submit')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <DateField
        label={t('staff.last_day')}
        hint={t('staff.leave_hint')}
        value={on ?? ''}
        error={refusal.fields['on']}
        onChange={setOn}
      />
      <TextField
        label={t('units.field.reason')}
        hint={t('units.reason_hint')}
        value={reason}
        error={refusal.fields['reason']}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormPanel>
  )
}
