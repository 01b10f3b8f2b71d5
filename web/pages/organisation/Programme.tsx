import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery } from 'urql'
import { regularMarksDue } from '../../../modules/organisation/rules/assessment-count.ts'
import { useAct } from '../../shell/act.ts'
import { formatAcademicYear, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import type { ResultOf } from '../../graphql.ts'
import { ProgrammeQuery, SetPeriods } from './year-query.ts'

type Line = ResultOf<typeof ProgrammeQuery>['curriculum'][number]

/** What a grade is taught in a year: periods, assessment, and the regular marks that follow from them. */
export function Programme({
  grades,
  year,
  canSet,
  onChanged,
}: {
  grades: readonly number[]
  year: number
  canSet: boolean
  onChanged: (text: string) => void
}) {
  const t = useText()
  const [grade, setGrade] = useState(String(grades[0]))
  const [editing, setEditing] = useState<Line>()
  const [{ data }, again] = useQuery({ query: ProgrammeQuery, variables: { grades: [...grades], year } })
  return (
    <Panel
      title={t('year.programme')}
      aside={
        <Segmented
          label={t('classes.column.grade')}
          value={grade}
          options={grades.map((one) => ({ value: String(one), label: String(one) }))}
          onChange={(value) => {
            setGrade(value)
            setEditing(undefined)
          }}
        />
      }
    >
      {editing && (
        <Periods
          key={editing.subject.id}
          line={editing}
          year={year}
          onCancel={() => setEditing(undefined)}
          onDone={() => {
            setEditing(undefined)
            again({ requestPolicy: 'network-only' })
            onChanged(t('year.periods_set', { subject: editing.subject.name, year: formatAcademicYear(year) }))
          }}
        />
      )}
      <DataTable
        label={t('year.programme')}
        rows={data?.curriculum.filter((line) => String(line.grade) === grade)}
        rowKey={({ subject }) => subject.id}
        columns={[
          { key: 'subject', header: t('classes.subject'), cell: ({ subject }) => subject.name },
          { key: 'kind', header: t('year.kind'), cell: ({ kind }) => t(`year.kind.${kind}`) },
          { key: 'periods', header: t('classes.periods'), num: true, cell: ({ periods }) => periods },
          {
            key: 'scored',
            header: t('classes.assessment'),
            secondary: true,
            cell: ({ scored }) => t(scored ? 'classes.scored' : 'classes.comment'),
          },
          {
            key: 'due',
            header: t('classes.due'),
            num: true,
            cell: ({ scored, periods }) =>
              regularMarksDue({ kind: scored ? 'scored' : 'comment', periodsPerYear: periods }).due,
          },
          { key: 'since', header: t('year.since'), secondary: true, cell: ({ since }) => formatAcademicYear(since) },
          {
            key: 'act',
            header: <span className="sr">{t('import.act')}</span>,
            bare: true,
            cell: (line) =>
              canSet ? (
                <Button
                  kind="link"
                  aria-label={t('year.alter_periods', { subject: line.subject.name })}
                  onClick={() => setEditing(line)}
                >
                  {t('classes.alter')}
                </Button>
              ) : null,
          },
        ]}
      />
    </Panel>
  )
}

function Periods({
  line,
  year,
  onDone,
  onCancel,
}: {
  line: Line
  year: number
  onDone: () => void
  onCancel: () => void
}) {
  const t = useText()
  const [periods, setPeriods] = useState(String(line.periods))
  const { act, busy, refusal } = useAct(SetPeriods)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const whole = /^\d{1,4}$/.test(periods.trim()) ? Number(periods) : -1
    if (await act({ subject: line.subject.id, grade: line.grade, from: year, periods: whole })) onDone()
  }
  return (
    <form className="pad year-periods" onSubmit={(event) => void submit(event)} noValidate>
      {refusal.general && Object.keys(refusal.fields).length === 0 && <Note kind="bad">{refusal.general}</Note>}
      <TextField
        label={t('year.periods_from', {
          subject: line.subject.name,
          grade: line.grade,
          year: formatAcademicYear(year),
        })}
        hint={t('year.periods_hint')}
        inputMode="numeric"
        value={periods}
        error={refusal.fields['periods']}
        onChange={(event) => setPeriods(event.target.value)}
      />
      <div className="row wrap">
        <Button kind="primary" type="submit" busy={busy}>
          {t('units.save')}
        </Button>
        <Button onClick={onCancel}>{t('ui.cancel')}</Button>
      </div>
    </form>
  )
}
