import { useState } from 'react'
import { useAct } from '../../shell/act.ts'
import { FormPanel } from '../../shell/FormPanel.tsx'
import { useViewer } from '../../shell/session.ts'
import { useAnnounceDone } from '../../shell/undo-change.ts'
import { useText } from '../../text.ts'
import { DateField } from '../../ui/DateField.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { UnitPick, type PickedUnit } from './UnitPick.tsx'
import {
  AddAliasMutation,
  AlterUnitMutation,
  CloseUnitMutation,
  MoveUnitMutation,
  type UnitDetail,
} from './unit-query.ts'

interface FormProps {
  unit: UnitDetail
  onDone: () => void
  onCancel: () => void
}

/** Alters a unit: all of it by whoever administers it, how it is reached by the school itself. */
export function EditForm({ unit, onDone, onCancel }: FormProps) {
  const t = useText()
  const [form, setForm] = useState({
    name: unit.name,
    shortName: unit.shortName,
    code: unit.code,
    ownership: unit.ownership,
    communeCode: unit.communeCode ?? '',
    address: unit.address ?? '',
    phone: unit.phone ?? '',
    email: unit.email ?? '',
  })
  const { act, busy, refusal } = useAct(AlterUnitMutation)
  const announceDone = useAnnounceDone()
  const { name, shortName, code, ownership, communeCode, ...contact } = form
  const institution = unit.kind === 'school' || unit.kind === 'centre'
  const text = (key: keyof typeof form, optional = false) => (
    <TextField
      label={t(`units.field.${key}`)}
      optional={optional}
      value={form[key]}
      error={refusal.fields[key]}
      onChange={(event) => setForm({ ...form, [key]: event.target.value })}
    />
  )
  const submit = async () => {
    const all = { name, shortName, code, communeCode: communeCode || null, ...(institution ? { ownership } : {}) }
    const empty = Object.fromEntries(Object.entries(contact).map(([key, value]) => [key, value || null]))
    if (!(await act({ unit: unit.id, changes: { ...(unit.canManage ? all : {}), ...empty } }))) return
    onDone()
    announceDone(t('units.altered', { name }), ['unit.alter'], onDone)
  }
  return (
    <FormPanel
      title={t('units.edit')}
      submit={t('units.save')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      {unit.canManage && (
        <>
          {text('name')}
          {text('shortName')}
          {text('code')}
          {institution && (
            <SelectField
              label={t('units.field.ownership')}
              value={ownership}
              options={(['public', 'people_founded', 'private'] as const).map((value) => ({
                value,
                label: t(`unit.ownership.${value}`),
              }))}
              onChange={(event) => setForm({ ...form, ownership: event.target.value as typeof ownership })}
            />
          )}
          {text('communeCode', true)}
        </>
      )}
      {text('address', true)}
      {text('phone', true)}
      {text('email', true)}
    </FormPanel>
  )
}

/** Places a unit under another from a day on. */
export function MoveForm({ unit, onDone, onCancel }: FormProps) {
  const t = useText()
  const { today } = useViewer()
  const [parent, setParent] = useState<PickedUnit>()
  const [from, setFrom] = useState<string | undefined>(today)
  const { act, busy, refusal, refuse } = useAct(MoveUnitMutation)
  const announceDone = useAnnounceDone()
  const submit = async () => {
    if (!parent || !from) {
      refuse({
        fields: {
          ...(parent ? {} : { parent: t('units.choose_parent') }),
          ...(from ? {} : { from: t('units.choose_day') }),
        },
      })
      return
    }
    const done = await act({ unit: unit.id, parent: parent.id, from })
    if (!done) return
    onDone()
    announceDone(t('units.moved', { name: unit.shortName, parent: parent.name }), ['unit.move'], onDone)
  }
  return (
    <FormPanel
      title={t('units.move_title', { name: unit.shortName })}
      submit={t('units.move_submit')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <UnitPick
        label={t('units.field.parent')}
        hint={unit.parent ? t('units.now_under', { name: unit.parent.name }) : undefined}
        value={parent}
        error={refusal.fields['parent']}
        onChange={setParent}
      />
      <DateField
        label={t('units.field.from')}
        hint={t('units.move_hint')}
        value={from ?? ''}
        error={refusal.fields['from']}
        onChange={setFrom}
      />
    </FormPanel>
  )
}

/** Closes a unit, alone or into another. */
export function CloseForm({ unit, merge, onDone, onCancel }: FormProps & { merge: boolean }) {
  const t = useText()
  const { today } = useViewer()
  const [successor, setSuccessor] = useState<PickedUnit>()
  const [on, setOn] = useState<string | undefined>(today)
  const [reason, setReason] = useState('')
  const { act, busy, refusal, refuse } = useAct(CloseUnitMutation)
  const announceDone = useAnnounceDone()
  const submit = async () => {
    if ((merge && !successor) || !on) {
      refuse({
        fields: {
          ...(successor || !merge ? {} : { successor: t('units.choose_successor') }),
          ...(on ? {} : { on: t('units.choose_day') }),
        },
      })
      return
    }
    if (!(await act({ unit: unit.id, on, successor: successor?.id ?? null, reason }))) return
    onDone()
    const said = t(merge ? 'units.merged' : 'units.was_closed', { name: unit.shortName, into: successor?.name ?? '' })
    announceDone(said, ['unit.close', 'unit.merge'], onDone)
  }
  return (
    <FormPanel
      title={t(merge ? 'units.merge_title' : 'units.close_title', { name: unit.shortName })}
      submit={t(merge ? 'units.merge_submit' : 'units.close_submit')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      {merge && (
        <UnitPick
          label={t('units.field.successor')}
          hint={t('units.merge_hint')}
          value={successor}
          error={refusal.fields['successor']}
          onChange={setSuccessor}
        />
      )}
      <DateField label={t('units.field.on')} value={on ?? ''} error={refusal.fields['on']} onChange={setOn} />
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

/** Keeps an earlier official code. */
export function AliasForm({ unit, onDone, onCancel }: FormProps) {
  const t = useText()
  const [code, setCode] = useState('')
  const [source, setSource] = useState('')
  const { act, busy, refusal } = useAct(AddAliasMutation)
  const announceDone = useAnnounceDone()
  const submit = async () => {
    if (!(await act({ unit: unit.id, code, source }))) return
    onDone()
    announceDone(t('units.alias_added', { code }), ['unit.alias'], onDone)
  }
  return (
    <FormPanel
      title={t('units.add_alias')}
      submit={t('units.save')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <TextField
        label={t('units.field.alias')}
        value={code}
        error={refusal.fields['code']}
        onChange={(event) => setCode(event.target.value)}
      />
      <TextField
        label={t('units.field.source')}
        hint={t('units.source_hint')}
        value={source}
        onChange={(event) => setSource(event.target.value)}
      />
    </FormPanel>
  )
}
