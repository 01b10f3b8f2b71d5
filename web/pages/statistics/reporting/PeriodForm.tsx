import { useState } from 'react'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { FormPanel } from '../../../shell/FormPanel.tsx'
import { runningYear } from '../../../shell/place.ts'
import { useViewer } from '../../../shell/session.ts'
import { useText } from '../../../text.ts'
import { DateField } from '../../../ui/DateField.tsx'
import { SelectField, TextField } from '../../../ui/Field.tsx'
import type { ReportingPeriod } from './queries.ts'

const SetPeriodMutation = graphql(`
  mutation SetReportingPeriod($academicYear: Int!, $period: ReportPeriod!, $asOf: LocalDate!, $dueOn: LocalDate!) {
    setReportingPeriod(academicYear: $academicYear, period: $period, asOf: $asOf, dueOn: $dueOn) {
      academicYear
      period
      asOf
      dueOn
    }
  }
`)

type Period = ReportingPeriod['period']

/** Sets a period: a new one with the regime's days, or another day for one that stands. Any year may be reported on. */
export function PeriodForm({
  periods,
  onDone,
  onCancel,
}: {
  periods: readonly ReportingPeriod[]
  onDone: () => void
  onCancel: () => void
}) {
  const t = useText()
  const { today } = useViewer()
  const [year, setYear] = useState(String(runningYear(today)))
  const [period, setPeriod] = useState<Period>('start')
  const [typed, setTyped] = useState<{ asOf?: string; dueOn?: string }>({})
  const { act, busy, refusal, refuse } = useAct(SetPeriodMutation)
  const academicYear = /^\d{4}$/.test(year) ? Number(year) : 0
  const days = { ...usualDays(academicYear, period), ...daysOf(periods, academicYear, period), ...typed }
  const submit = async () => {
    if (academicYear === 0) return refuse({ fields: { academicYear: t('reporting.fault.year') } })
    if (!days.asOf || !days.dueOn) return refuse({ fields: {}, general: t('reporting.days_needed') })
    if (await act({ academicYear, period, asOf: days.asOf, dueOn: days.dueOn })) onDone()
  }
  return (
    <FormPanel
      title={t('reporting.set_period')}
      submit={t('reporting.save_period')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <TextField
        label={t('reporting.first_year')}
        hint={t('reporting.first_year_hint')}
        inputMode="numeric"
        value={year}
        error={refusal.fields['academicYear']}
        onChange={(event) => {
          setYear(event.target.value.trim())
          setTyped({})
        }}
      />
      <SelectField
        label={t('reporting.which_period')}
        value={period}
        options={[
          { value: 'start', label: t('reporting.period.start') },
          { value: 'end', label: t('reporting.period.end') },
        ]}
        onChange={(event) => {
          setPeriod(event.target.value === 'end' ? 'end' : 'start')
          setTyped({})
        }}
      />
      <DateField
        key={`as ${year} ${period}`}
        label={t('reporting.as_of')}
        value={days.asOf ?? ''}
        error={refusal.fields['asOf']}
        onChange={(day) => setTyped({ ...typed, asOf: day ?? '' })}
      />
      <DateField
        key={`due ${year} ${period}`}
        label={t('reporting.due')}
        value={days.dueOn ?? ''}
        error={refusal.fields['dueOn']}
        onChange={(day) => setTyped({ ...typed, dueOn: day ?? '' })}
      />
    </FormPanel>
  )
}

/** The days of the regime: 30/9 and 31/10, 31/5 and 30/6. */
const usualDays = (year: number, period: Period) =>
  year === 0
    ? {}
    : period === 'start'
      ? { asOf: `${year}-09-30`, dueOn: `${year}-10-31` }
      : { asOf: `${year + 1}-05-31`, dueOn: `${year + 1}-06-30` }

function daysOf(periods: readonly ReportingPeriod[], year: number, period: Period) {
  const found = periods.find((one) => one.academicYear === year && one.period === period)
  return found ? { asOf: found.asOf, dueOn: found.dueOn } : {}
}
