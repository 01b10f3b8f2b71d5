import { useState } from 'react'
import type { FormEvent } from 'react'
import { useAct } from '../../../shell/act.ts'
import { formatDay, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { SelectField, TextField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { AddGuardian, UpdateGuardian, type Guardian, type PupilRecord } from './record-query.ts'

const kinds = ['father', 'mother', 'guardian'] as const

/** The guardians in a record: who they are and how to reach them; entered and changed in the same place. */
export function Guardians({ pupil, onDone }: { pupil: PupilRecord; onDone: () => void }) {
  const t = useText()
  const [editing, setEditing] = useState<string>()
  const done = () => {
    setEditing(undefined)
    onDone()
  }
  return (
    <Panel
      title={t('students.guardians')}
      aside={
        pupil.mayAddGuardian && (
          <Button kind="link" className="small" onClick={() => setEditing('new')}>
            {t('students.add_guardian')}
          </Button>
        )
      }
    >
      <ul className="pupil-guardians">
        {editing === 'new' && (
          <li>
            <GuardianForm pupil={pupil} guardian={undefined} onDone={done} onClose={() => setEditing(undefined)} />
          </li>
        )}
        {pupil.guardians.map((guardian) => (
          <li key={guardian.id}>
            {editing === guardian.id ? (
              <GuardianForm pupil={pupil} guardian={guardian} onDone={done} onClose={() => setEditing(undefined)} />
            ) : (
              <One guardian={guardian} onEdit={() => setEditing(guardian.id)} />
            )}
          </li>
        ))}
        {pupil.guardians.length === 0 && editing !== 'new' && <li className="faint">{t('students.no_guardians')}</li>}
      </ul>
    </Panel>
  )
}

function One({ guardian, onEdit }: { guardian: Guardian; onEdit: () => void }) {
  const t = useText()
  const { kind, fullName, birthYear, occupation, phone, identityNumber, claimedAt, endedOn, endReason, mayUpdate } =
    guardian
  const facts = [birthYear && t('students.born', { year: String(birthYear) }), occupation, identityNumber].filter(
    Boolean,
  )
  return (
    <div className="row spread">
      <div>
        <span className="faint">{t(`students.guardian.${kind}`)}</span> <b>{fullName}</b>{' '}
        {claimedAt && !endedOn && (
          <Tag kind="good" icon="check">
            {t('students.claimed')}
          </Tag>
        )}
        {endedOn && <Tag>{t('students.ended', { day: formatDay(endedOn), reason: endReason ?? '' })}</Tag>}
        {facts.length > 0 && <small className="faint block">{facts.join(' · ')}</small>}
        {phone && (
          <a className="small" href={`tel:${phone}`}>
            {phone}
          </a>
        )}
      </div>
      {mayUpdate && !endedOn && (
        <Button
          kind="link"
          className="small"
          aria-label={t('students.edit_group', { group: fullName })}
          onClick={onEdit}
        >
          {t('students.edit')}
        </Button>
      )}
    </div>
  )
}

function GuardianForm({
  pupil,
  guardian,
  onDone,
  onClose,
}: {
  pupil: PupilRecord
  guardian: Guardian | undefined
  onDone: () => void
  onClose: () => void
}) {
  const t = useText()
  const adding = useAct(AddGuardian)
  const updating = useAct(UpdateGuardian)
  const { refusal, busy } = guardian ? updating : adding
  const [values, setValues] = useState({
    kind: guardian?.kind ?? ('mother' as const),
    fullName: guardian?.fullName ?? '',
    birthYear: guardian?.birthYear ? String(guardian.birthYear) : '',
    occupation: guardian?.occupation ?? '',
    phone: guardian?.phone ?? '',
    identityNumber: guardian?.identityNumber ?? '',
  })
  const set = (name: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues((before) => ({ ...before, [name]: event.target.value }))
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const input = {
      ...values,
      birthYear: /^\d{4}$/.test(values.birthYear) ? Number(values.birthYear) : null,
      occupation: values.occupation || null,
      phone: values.phone || null,
      identityNumber: values.identityNumber || null,
    }
    const done = guardian
      ? await updating.act({ id: guardian.id, input })
      : await adding.act({ student: pupil.id, input })
    if (!done) return
    announce(t('students.saved', { name: values.fullName }))
    onDone()
  }
  const text = (name: 'fullName' | 'birthYear' | 'occupation' | 'phone' | 'identityNumber', optional = true) => (
    <TextField
      label={t(`students.guardian_field.${name}`)}
      optional={optional}
      autoComplete="off"
      inputMode={name === 'fullName' || name === 'occupation' ? undefined : 'numeric'}
      value={values[name]}
      error={refusal.fields[name]}
      onChange={set(name)}
    />
  )
  return (
    <form className="pupil-form" onSubmit={(event) => void save(event)} noValidate>
      {refusal.general && Object.keys(refusal.fields).length === 0 && <Note kind="bad">{refusal.general}</Note>}
      <div className="pupil-fields">
        <SelectField
          label={t('students.guardian_field.kind')}
          value={values.kind}
          options={kinds.map((value) => ({ value, label: t(`students.guardian.${value}`) }))}
          onChange={set('kind')}
        />
        {text('fullName', false)}
        {text('birthYear')}
        {text('occupation')}
        {text('phone')}
        {text('identityNumber')}
      </div>
      <div className="row wrap">
        <Button kind="primary" type="submit" busy={busy}>
          {t('students.save')}
        </Button>
        <Button onClick={onClose}>{t('students.cancel')}</Button>
      </div>
    </form>
  )
}
