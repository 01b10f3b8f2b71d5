import { useState } from 'react'
import { useAct } from '../../shell/act.ts'
import { FormPanel } from '../../shell/FormPanel.tsx'
import { useViewer } from '../../shell/session.ts'
import { formatDay, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SectionTable } from './SectionTable.tsx'
import {
  AddSections,
  AlterClass,
  RemoveClass,
  specialisable,
  type ClassLine,
  type ClassesOfYear,
} from './class-query.ts'

const shifts = ['morning', 'afternoon', 'full_day'] as const

/** One class: what can happen to it, and its sections. */
export function ClassDetail({
  one,
  data,
  onChanged,
  onClose,
}: {
  one: ClassLine
  data: ClassesOfYear
  onChanged: (text: string, change: string) => void
  onClose: () => void
}) {
  const t = useText()
  const [doing, setDoing] = useState<'edit' | 'close'>()
  const removing = useAct(RemoveClass)
  const adding = useAct(AddSections)
  const opening = useAct(AlterClass)
  const sections = data.sections.filter((section) => section.class?.id === one.id)
  const missing = data.curriculum.filter(
    ({ grade, kind, subject }) =>
      grade === one.grade &&
      kind !== 'compulsory' &&
      kind !== 'activity' &&
      !sections.some((section) => section.subject.id === subject.id),
  )
  const refusal = removing.refusal.general ?? adding.refusal.general ?? opening.refusal.general
  const remove = async () => {
    const done = await removing.act({ class: one.id })
    if (!done) return
    onClose()
    onChanged(t('classes.removed', { name: one.name }), done.removeClass.change)
  }
  const add = async (subjects: string[]) => {
    const done = await adding.act({ class: one.id, subjects })
    if (done) onChanged(t('classes.sections_added', { name: one.name }), done.addSections.change)
  }
  const reopen = async () => {
    const done = await opening.act({ class: one.id, changes: { closedOn: null } })
    if (done) onChanged(t('classes.reopened', { name: one.name }), done.alterClass.change)
  }
  return (
    <div className="class-detail">
      <Panel
        title={t('classes.one', { name: one.name })}
        aside={
          <div className="row wrap">
            {data.canAddClasses && !one.closedOn && (
              <>
                <Button onClick={() => setDoing(doing === 'edit' ? undefined : 'edit')}>{t('classes.edit')}</Button>
                <Menu
                  button={t('units.more')}
                  label={t('units.more')}
                  items={[
                    { label: t('classes.complete'), onSelect: () => void add([]) },
                    ...missing.map(({ subject }) => ({
                      label: t('classes.add_subject', { name: subject.name }),
                      onSelect: () => void add([subject.id]),
                    })),
                    { label: t('classes.close'), onSelect: () => setDoing('close'), apart: true },
                    { label: t('classes.remove'), onSelect: () => void remove() },
                  ]}
                />
              </>
            )}
            {data.canAddClasses && one.closedOn && (
              <Button busy={opening.busy} onClick={() => void reopen()}>
                {t('classes.reopen')}
              </Button>
            )}
            <Button kind="plain" icon="close" aria-label={t('ui.close')} onClick={onClose} />
          </div>
        }
      >
        {refusal && (
          <div className="pad">
            <Note kind="bad">{refusal}</Note>
          </div>
        )}
        {one.closedOn && (
          <div className="pad">
            <Note kind="wait">{t('classes.closed_on', { day: formatDay(one.closedOn) })}</Note>
          </div>
        )}
        <SectionTable sections={sections} canAlter={data.canAddClasses} onChanged={onChanged} />
      </Panel>
      {doing === 'edit' && (
        <EditClass one={one} data={data} onChanged={onChanged} onCancel={() => setDoing(undefined)} />
      )}
      {doing === 'close' && <CloseClass one={one} onChanged={onChanged} onCancel={() => setDoing(undefined)} />}
    </div>
  )
}

interface FormProps {
  one: ClassLine
  onChanged: (text: string, change: string) => void
  onCancel: () => void
}

function EditClass({ one, data, onChanged, onCancel }: FormProps & { data: ClassesOfYear }) {
  const t = useText()
  const [name, setName] = useState(one.name)
  const [shift, setShift] = useState(one.shift)
  const [campus, setCampus] = useState(one.campus?.id ?? '')
  const [specialised, setSpecialised] = useState(one.specialisedSubject?.id ?? '')
  const special = specialisable(data, one.grade)
  const { act, busy, refusal } = useAct(AlterClass)
  const submit = async () => {
    const done = await act({
      class: one.id,
      changes: { name, shift, campus: campus || null, specialisedSubject: specialised || null },
    })
    if (!done) return
    onChanged(t('classes.altered', { name }), done.alterClass.change)
    onCancel()
  }
  return (
    <FormPanel
      title={t('classes.edit')}
      submit={t('units.save')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <TextField
        label={t('classes.column.name')}
        value={name}
        error={refusal.fields['changes.name']}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField
        label={t('classes.column.shift')}
        value={shift}
        options={shifts.map((value) => ({ value, label: t(`class.shift.${value}`) }))}
        onChange={(event) => setShift(event.target.value as typeof shift)}
      />
      {data.campuses.length > 0 && (
        <SelectField
          label={t('classes.column.campus')}
          value={campus}
          placeholder={t('classes.main_campus')}
          options={data.campuses.map(({ id, shortName }) => ({ value: id, label: shortName }))}
          onChange={(event) => setCampus(event.target.value)}
        />
      )}
      {special.length > 0 && (
        <SelectField
          label={t('classes.column.specialised')}
          value={specialised}
          placeholder={t('classes.not_specialised')}
          options={special.map(({ id, name: label }) => ({ value: id, label }))}
          error={refusal.fields['changes.specialisedSubject']}
          onChange={(event) => setSpecialised(event.target.value)}
        />
      )}
    </FormPanel>
  )
}

function CloseClass({ one, onChanged, onCancel }: FormProps) {
  const t = useText()
  const { today } = useViewer()
  const [day, setDay] = useState<string | undefined>(today)
  const { act, busy, refusal, refuse } = useAct(AlterClass)
  const submit = async () => {
    if (!day) {
      refuse({ fields: { 'changes.closedOn': t('units.choose_day') } })
      return
    }
    const done = await act({ class: one.id, changes: { closedOn: day } })
    if (!done) return
    onChanged(t('classes.was_closed', { name: one.name }), done.alterClass.change)
    onCancel()
  }
  return (
    <FormPanel
      title={t('classes.close')}
      submit={t('classes.close_submit')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <DateField
        label={t('units.field.on')}
        value={day ?? ''}
        error={refusal.fields['changes.closedOn']}
        onChange={setDay}
      />
    </FormPanel>
  )
}
