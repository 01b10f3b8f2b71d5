import { useState } from 'react'
import { useAct } from '../../shell/act.ts'
import type { Refusal } from '../../shell/refusal.ts'
import { FormPanel } from '../../shell/FormPanel.tsx'
import { formatAcademicYear, formatDay, useText } from '../../text.ts'
import { DateField } from '../../ui/DateField.tsx'
import { TextField } from '../../ui/Field.tsx'
import { AddHoliday, SetTerms, SetYear, type Year } from './year-query.ts'

interface Days {
  startsOn: string | undefined
  endsOn: string | undefined
  resultsDueOn: string | undefined
}

interface FormProps {
  onDone: () => void
  onCancel: () => void
}

/** A year's days and its two terms, as the department sets them; a new year begins as the last one, a year later. */
export function YearForm({ year, like, onDone, onCancel }: FormProps & { year: number; like: Year | undefined }) {
  const t = useText()
  const later = (day: string | undefined) =>
    day && `${Number(day.slice(0, 4)) + year - (like?.year ?? year)}${day.slice(4)}`
  const [startsOn, setStartsOn] = useState<string | undefined>(later(like?.startsOn) ?? `${year}-09-05`)
  const [endsOn, setEndsOn] = useState<string | undefined>(later(like?.endsOn) ?? `${year + 1}-05-31`)
  const [terms, setTerms] = useState(termDays(like, later))
  const { act, busy, refusal, refuse } = useAct(SetYear)
  const submit = async () => {
    const input = inputOf(terms)
    if (!startsOn || !endsOn || !input) {
      refuse({ fields: {}, general: t('year.days_needed') })
      return
    }
    if (await act({ year, startsOn, endsOn, terms: input })) onDone()
  }
  return (
    <FormPanel
      title={t('year.of', { year: formatAcademicYear(year) })}
      submit={t('year.save')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <DateField
        label={t('year.year_from')}
        value={startsOn ?? ''}
        error={refusal.fields['startsOn']}
        onChange={setStartsOn}
      />
      <DateField label={t('year.year_to')} value={endsOn ?? ''} error={refusal.fields['endsOn']} onChange={setEndsOn} />
      <Terms terms={terms} refusal={refusal} onChange={setTerms} />
    </FormPanel>
  )
}

/** A school's own terms, within the department's. */
export function TermsForm({ unit, year, onDone, onCancel }: FormProps & { unit: string | null; year: Year }) {
  const t = useText()
  const [terms, setTerms] = useState(termDays(year, (day) => day))
  const { act, busy, refusal, refuse } = useAct(SetTerms)
  const submit = async () => {
    const input = inputOf(terms)
    if (!input) {
      refuse({ fields: {}, general: t('year.days_needed') })
      return
    }
    if (await act({ unit, year: year.year, terms: input })) onDone()
  }
  return (
    <FormPanel
      title={t('year.narrow')}
      submit={t('year.save')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <Terms terms={terms} refusal={refusal} bounds={year} onChange={setTerms} />
    </FormPanel>
  )
}

function Terms({
  terms,
  refusal,
  bounds,
  onChange,
}: {
  terms: readonly Days[]
  refusal: Refusal
  bounds?: Year
  onChange: (terms: Days[]) => void
}) {
  const t = useText()
  const set = (index: number, part: Partial<Days>) =>
    onChange(terms.map((one, at) => (at === index ? { ...one, ...part } : one)))
  return (
    <>
      {terms.map((days, index) => {
        const bound = bounds?.terms.find(({ term }) => term === index + 1)?.bounds
        const hint = (day: string | undefined) => (day ? t('year.department_has', { day: formatDay(day) }) : undefined)
        const error = (field: string) => refusal.fields[`term${index + 1}.${field}`]
        return (
          <fieldset key={index} className="whole year-term">
            <legend>{t('year.term_n', { term: index + 1 })}</legend>
            <DateField
              label={t('year.from')}
              hint={hint(bound?.startsOn)}
              value={days.startsOn ?? ''}
              error={error('startsOn')}
              onChange={(startsOn) => set(index, { startsOn })}
            />
            <DateField
              label={t('year.to')}
              hint={hint(bound?.endsOn)}
              value={days.endsOn ?? ''}
              error={error('endsOn')}
              onChange={(endsOn) => set(index, { endsOn })}
            />
            <DateField
              label={t('year.due')}
              hint={hint(bound?.resultsDueOn)}
              value={days.resultsDueOn ?? ''}
              error={error('resultsDueOn')}
              onChange={(resultsDueOn) => set(index, { resultsDueOn })}
            />
          </fieldset>
        )
      })}
    </>
  )
}

/** Days without lessons. */
export function HolidayForm({ unit, year, onDone, onCancel }: FormProps & { unit: string | null; year: Year }) {
  const t = useText()
  const [name, setName] = useState('')
  const [startsOn, setStartsOn] = useState<string | undefined>('')
  const [endsOn, setEndsOn] = useState<string | undefined>('')
  const { act, busy, refusal, refuse } = useAct(AddHoliday)
  const submit = async () => {
    if (!startsOn || endsOn === undefined) {
      refuse({ fields: { startsOn: t('units.choose_day') } })
      return
    }
    if (await act({ unit, year: year.year, startsOn, endsOn: endsOn || startsOn, name })) onDone()
  }
  return (
    <FormPanel
      title={t('year.add_holiday')}
      submit={t('year.add_holiday')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <TextField
        label={t('year.holiday')}
        value={name}
        error={refusal.fields['name']}
        onChange={(event) => setName(event.target.value)}
      />
      <span />
      <DateField
        label={t('year.from')}
        value={startsOn ?? ''}
        error={refusal.fields['startsOn']}
        onChange={setStartsOn}
      />
      <DateField
        label={t('year.to')}
        hint={t('year.one_day')}
        optional
        value={endsOn ?? ''}
        error={refusal.fields['endsOn']}
        onChange={setEndsOn}
      />
    </FormPanel>
  )
}

function termDays(year: Year | undefined, moved: (day: string | undefined) => string | undefined): Days[] {
  return [1, 2].map((number) => {
    const term = year?.terms.find((one) => one.term === number)
    return {
      startsOn: moved(term?.startsOn) ?? '',
      endsOn: moved(term?.endsOn) ?? '',
      resultsDueOn: moved(term?.resultsDueOn) ?? '',
    }
  })
}

function inputOf(terms: readonly Days[]) {
  const whole = terms.flatMap(({ startsOn, endsOn, resultsDueOn }, index) =>
    startsOn && endsOn && resultsDueOn ? [{ term: index + 1, startsOn, endsOn, resultsDueOn }] : [],
  )
  return whole.length === terms.length ? whole : undefined
}
