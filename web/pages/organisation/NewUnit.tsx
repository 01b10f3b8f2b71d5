import { useState } from 'react'
import { useQuery } from 'urql'
import { useAct } from '../../shell/act.ts'
import { useAnnounceDone } from '../../shell/undo-change.ts'
import { FormPanel } from '../../shell/FormPanel.tsx'
import { useViewer } from '../../shell/session.ts'
import { useText } from '../../text.ts'
import { DateField } from '../../ui/DateField.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { NewUnitQuery, OpenUnitMutation, type UnitDetail } from './unit-query.ts'

/** Opens a unit under another. For a school its first account follows on the school's own page. */
export function NewUnit({
  parent,
  onOpened,
  onCancel,
}: {
  parent: UnitDetail
  onOpened: (unit: { slug: string; kind: string }) => void
  onCancel: () => void
}) {
  const t = useText()
  const { today } = useViewer()
  const [{ data }] = useQuery({ query: NewUnitQuery, variables: { parent: parent.id } })
  const kinds = parent.kindsBelow.filter((kind) => kind !== 'district_office')
  const [form, setForm] = useState({
    kind: kinds.includes('school') ? 'school' : kinds[0]!,
    institutionCode: parent.kind === 'department' ? 'C3' : 'C2',
    name: '',
    code: '',
    ownership: 'public' as UnitDetail['ownership'],
    address: '',
    phone: '',
  })
  const [openedOn, setOpenedOn] = useState<string | undefined>(today)
  const { act, busy, refusal, refuse } = useAct(OpenUnitMutation)
  const announceDone = useAnnounceDone()
  const institution = form.kind === 'school' || form.kind === 'centre'
  const codes = (data?.institutionCodes ?? []).filter((code) => code.startsWith('C') === (form.kind === 'school'))
  const institutionCode = codes.find((code) => code === form.institutionCode) ?? codes[0]
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const submit = async () => {
    if (!openedOn) {
      refuse({ fields: { from: t('units.choose_day') } })
      return
    }
    const { kind, name, code, ownership, address, phone } = form
    const unit = { kind, parent: parent.id, openedOn, name, code, address, phone }
    const done = await act({
      unit: institution ? { ...unit, ownership, institutionCode: institutionCode ?? null } : unit,
    })
    if (!done) return
    onOpened(done.openUnit)
    announceDone(t('units.opened', { name: done.openUnit.name }), ['unit.open'], onCancel)
  }
  return (
    <FormPanel
      title={t('units.open_title', { parent: parent.shortName })}
      submit={t('units.open_submit', { kind: form.kind })}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <SelectField
        label={t('units.field.kind')}
        value={form.kind}
        options={kinds.map((value) => ({ value, label: t(`unit.kind.${value}`) }))}
        onChange={(event) => set({ kind: event.target.value as typeof form.kind })}
      />
      {institution && (
        <SelectField
          label={t('units.field.institutionCode')}
          value={institutionCode}
          error={refusal.fields['institutionCode']}
          options={codes.map((value) => ({ value, label: `${value} · ${t(`unit.institution.${value}`)}` }))}
          onChange={(event) => set({ institutionCode: event.target.value })}
        />
      )}
      <TextField
        label={t('units.field.name')}
        value={form.name}
        error={refusal.fields['name']}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        label={t('units.field.code')}
        optional
        placeholder={data?.proposedUnitCode}
        hint={t('units.code_hint')}
        value={form.code}
        error={refusal.fields['code']}
        onChange={(event) => set({ code: event.target.value })}
      />
      {institution && (
        <SelectField
          label={t('units.field.ownership')}
          value={form.ownership}
          options={(['public', 'people_founded', 'private'] as const).map((value) => ({
            value,
            label: t(`unit.ownership.${value}`),
          }))}
          onChange={(event) => set({ ownership: event.target.value as UnitDetail['ownership'] })}
        />
      )}
      <DateField
        label={t('units.field.openedOn')}
        value={openedOn ?? ''}
        error={refusal.fields['from']}
        onChange={setOpenedOn}
      />
      <TextField
        label={t('units.field.address')}
        optional
        value={form.address}
        onChange={(event) => set({ address: event.target.value })}
      />
      <TextField
        label={t('units.field.phone')}
        optional
        value={form.phone}
        onChange={(event) => set({ phone: event.target.value })}
      />
    </FormPanel>
  )
}
