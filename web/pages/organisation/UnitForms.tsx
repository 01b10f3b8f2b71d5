import { useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { useAct } from '../../shell/act.ts'
import type { Refusal } from '../../shell/refusal.ts'
import { useViewer } from '../../shell/session.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'
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

/** The frame of a form in the page: fields in two columns, what is wrong, the button that names its effect. */
export function UnitForm({
  title,
  submit,
  busy,
  refusal,
  onSubmit,
  onCancel,
  children,
}: {
  title: string
  submit: string
  busy: boolean
  refusal: Refusal
  onSubmit: () => Promise<void>
  onCancel: () => void
  children: ReactNode
}) {
  const t = useText()
  const send = (event: FormEvent) => {
    event.preventDefault()
    void onSubmit()
  }
  return (
    <Panel title={title} padded>
      <form className="unit-form" onSubmit={send} noValidate>
        {refusal.general && (
          <div className="whole">
            <Note kind="bad">{refusal.general}</Note>
          </div>
        )}
        {children}
        <div className="row wrap whole">
          <Button kind="primary" big type="submit" busy={busy}>
            {submit}
          </Button>
          <Button big onClick={onCancel}>
            {t('units.cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  )
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
    announce(t('units.altered', { name }))
    onDone()
  }
  return (
    <UnitForm
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
    </UnitForm>
  )
}

/** Places a unit under another from a day on. */
export function MoveForm({ unit, onDone, onCancel }: FormProps) {
  const t = useText()
  const { today } = useViewer()
  const [parent, setParent] = useState<PickedUnit>()
  const [from, setFrom] = useState<string | undefined>(today)
  const { act, busy, refusal, refuse } = useAct(MoveUnitMutation)
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
    announce(t('units.moved', { name: unit.shortName, parent: parent.name }))
    onDone()
  }
  return (
    <UnitForm
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
    </UnitForm>
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
    announce(t(merge ? 'units.merged' : 'units.was_closed', { name: unit.shortName, into: successor?.name ?? '' }))
    onDone()
  }
  return (
    <UnitForm
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
    </UnitForm>
  )
}

/** Keeps an earlier official code. */
export function AliasForm({ unit, onDone, onCancel }: FormProps) {
  const t = useText()
  const [code, setCode] = useState('')
  const [source, setSource] = useState('')
  const { act, busy, refusal } = useAct(AddAliasMutation)
  const submit = async () => {
    if (!(await act({ unit: unit.id, code, source }))) return
    announce(t('units.alias_added', { code }))
    onDone()
  }
  return (
    <UnitForm
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
    </UnitForm>
  )
}
