import { useState } from 'react'
import type { FormEvent } from 'react'
import { useAct } from '../../shell/act.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { AlterSection, RemoveSection, type SectionLine } from './class-query.ts'
import '../../shell/fields.css'

/** The sections of a class: periods, how they are assessed, how many regular marks are due and why. */
export function SectionTable({
  sections,
  canAlter,
  onChanged,
}: {
  sections: readonly SectionLine[]
  canAlter: boolean
  onChanged: (text: string, change: string) => void
}) {
  const t = useText()
  const [editing, setEditing] = useState<SectionLine>()
  const removing = useAct(RemoveSection)
  const remove = async ({ id, name }: SectionLine) => {
    const done = await removing.act({ section: id })
    if (done) onChanged(t('classes.section_removed', { name }), done.removeSection)
  }
  return (
    <>
      {removing.refusal.general && (
        <div className="pad">
          <Note kind="bad">{removing.refusal.general}</Note>
        </div>
      )}
      {editing && (
        <EditSection
          key={editing.id}
          section={editing}
          onCancel={() => setEditing(undefined)}
          onDone={(change) => {
            setEditing(undefined)
            onChanged(t('classes.section_altered', { name: editing.name }), change)
          }}
        />
      )}
      <DataTable
        label={t('classes.sections')}
        rows={sections}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'subject',
            header: t('classes.subject'),
            cell: ({ subject, kind }) => (
              <>
                {subject.name}
                {(kind === 'elective' || kind === 'optional') && (
                  <>
                    {' '}
                    <Tag>{t(`classes.kind.${kind}`)}</Tag>
                  </>
                )}
              </>
            ),
          },
          { key: 'periods', header: t('classes.periods'), num: true, cell: ({ periods }) => periods },
          {
            key: 'assessment',
            header: t('classes.assessment'),
            secondary: true,
            cell: ({ scored }) => t(scored ? 'classes.scored' : 'classes.comment'),
          },
          {
            key: 'due',
            header: t('classes.due'),
            num: true,
            cell: ({ regularDue, extra }) =>
              extra > 0 ? t('classes.due_with', { due: regularDue, extra }) : regularDue,
          },
          {
            key: 'act',
            header: <span className="sr">{t('import.act')}</span>,
            bare: true,
            cell: (section) =>
              canAlter ? (
                <span className="row">
                  <Button kind="link" onClick={() => setEditing(section)}>
                    {t('classes.alter')}
                  </Button>
                  <Button
                    kind="link"
                    aria-label={t('classes.remove_section', { name: section.name })}
                    onClick={() => void remove(section)}
                  >
                    {t('classes.remove_short')}
                  </Button>
                </span>
              ) : null,
          },
        ]}
      />
    </>
  )
}

function EditSection({
  section,
  onDone,
  onCancel,
}: {
  section: SectionLine
  onDone: (change: string) => void
  onCancel: () => void
}) {
  const t = useText()
  const [periods, setPeriods] = useState(String(section.periods))
  const [extra, setExtra] = useState(String(section.extra))
  const { act, busy, refusal } = useAct(AlterSection)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await act({ section: section.id, changes: { periods: whole(periods), extra: whole(extra) } })
    if (done) onDone(done.alterSection.change)
  }
  return (
    <form className="pad fields" onSubmit={(event) => void submit(event)} noValidate>
      {refusal.general && Object.keys(refusal.fields).length === 0 && (
        <div className="whole">
          <Note kind="bad">{refusal.general}</Note>
        </div>
      )}
      <TextField
        label={t('classes.periods_of', { name: section.name })}
        inputMode="numeric"
        value={periods}
        error={refusal.fields['changes.periods']}
        onChange={(event) => setPeriods(event.target.value)}
      />
      <TextField
        label={t('classes.extra')}
        hint={t('classes.extra_hint')}
        inputMode="numeric"
        value={extra}
        error={refusal.fields['changes.extra']}
        onChange={(event) => setExtra(event.target.value)}
      />
      <div className="row wrap whole">
        <Button kind="primary" type="submit" busy={busy}>
          {t('units.save')}
        </Button>
        <Button onClick={onCancel}>{t('ui.cancel')}</Button>
      </div>
    </form>
  )
}

/** A whole number as typed; anything else is a number that the server refuses with its reason. */
const whole = (typed: string) => (/^\d{1,4}$/.test(typed.trim()) ? Number(typed) : -1)
