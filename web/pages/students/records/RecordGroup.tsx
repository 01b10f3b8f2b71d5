import { useState } from 'react'
import type { FormEvent } from 'react'
import { useAct } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { shownValue, type FieldGroup, type RecordInput } from './record-fields.ts'
import { RecordFieldInput } from './RecordFieldInput.tsx'
import { UpdateStudent, type PupilRecord } from './record-query.ts'

/** One part of a record: read as a list of facts, edited in the same place; only what was touched is sent. */
export function RecordGroup({
  group,
  record,
  onSaved,
}: {
  group: FieldGroup
  record: PupilRecord
  onSaved: () => void
}) {
  const t = useText()
  const [editing, setEditing] = useState(false)
  const title = t(`students.group.${group.key}`)
  if (editing) {
    return (
      <Panel title={title} padded>
        <GroupForm
          group={group}
          record={record}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false)
            onSaved()
          }}
        />
      </Panel>
    )
  }
  return (
    <Panel
      title={title}
      padded
      aside={
        record.mayUpdate && (
          <Button
            kind="link"
            className="small"
            aria-label={t('students.edit_group', { group: title })}
            onClick={() => setEditing(true)}
          >
            {t('students.edit')}
          </Button>
        )
      }
    >
      <dl className="pupil-facts">
        {group.fields.map((field) => (
          <Fact key={field.name} field={field} record={record} />
        ))}
      </dl>
    </Panel>
  )
}

/** What a reader may not see comes like what was never written: to readers alone an empty field says nothing. */
function Fact({ field, record }: { field: FieldGroup['fields'][number]; record: PupilRecord }) {
  const t = useText()
  const value = shownValue(t, field, record)
  if ((value ?? null) === null && !record.mayUpdate) return null
  return (
    <div>
      <dt>{t(`students.field.${field.name}`)}</dt>
      <dd>{value ?? <span className="faint">{t('students.not_given')}</span>}</dd>
    </div>
  )
}

function GroupForm({
  group,
  record,
  onClose,
  onSaved,
}: {
  group: FieldGroup
  record: PupilRecord
  onClose: () => void
  onSaved: () => void
}) {
  const t = useText()
  const [touched, setTouched] = useState<RecordInput>({})
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set())
  const saving = useAct(UpdateStudent)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (unread.size > 0) return
    if (Object.keys(touched).length === 0) return onClose()
    const done = await saving.act({ id: record.id, version: record.version, input: touched })
    if (!done) return
    announce(t('students.saved', { name: record.fullName }))
    onSaved()
  }
  const { fields, general } = saving.refusal
  const elsewhere = group.fields.some(({ name }) => fields[name]) ? undefined : general
  return (
    <form className="pupil-form" onSubmit={(event) => void save(event)} noValidate>
      {elsewhere && <Note kind="bad">{elsewhere}</Note>}
      <div className="pupil-fields">
        {group.fields.map((field) => (
          <RecordFieldInput
            key={field.name}
            field={field}
            value={field.name in touched ? touched[field.name] : record[field.name]}
            error={fields[field.name]}
            onChange={(value) => {
              setUnread((before) => withOrWithout(before, field.name, value === undefined))
              if (value !== undefined)
                setTouched((before) => ({ ...before, [field.name]: value === '' && field.optional ? null : value }))
            }}
          />
        ))}
      </div>
      <div className="row wrap">
        <Button kind="primary" type="submit" busy={saving.busy}>
          {t('students.save')}
        </Button>
        <Button onClick={onClose}>{t('students.cancel')}</Button>
      </div>
    </form>
  )
}

function withOrWithout(set: ReadonlySet<string>, name: string, present: boolean): ReadonlySet<string> {
  const next = new Set(set)
  if (present) next.add(name)
  else next.delete(name)
  return next
}
