import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { groupsOfPlaces, pupilGroups } from '../../../../modules/students/rules/pupil-groups.ts'
import { ethnicityChoices, policyChoices } from '../../../../modules/students/records/sheets/choices.ts'
import { useText } from '../../../text.ts'
import { Check, SelectField, TextField } from '../../../ui/Field.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { FilterName, ListAddress } from './list-address.ts'
import { choosableColumns, privateColumns } from './pupil-columns.tsx'
import type { SchoolPupils } from './pupils-query.ts'
import { yearSlug } from '../../../shell/place.ts'

/** The line over a list: words, class, and what else narrows it; what one may not see is not offered. */
export function PupilFilters({
  school,
  room,
  list,
  set,
}: {
  school: SchoolPupils
  room: string | undefined
  list: ListAddress
  set: (name: FilterName | 'columns', value: string) => void
}) {
  const t = useText()
  const [, navigate] = useLocation()
  const here = `/students/${school.unit?.slug ?? ''}/${yearSlug(school.academicYear)}`
  const grades = [...new Set(school.classes.map(({ grade }) => grade))]
  const any = { value: '', label: t('students.any') }
  return (
    <div className="pupil-filters">
      <Words value={list.words} onChange={(words) => set('words', words)} />
      <SelectField
        label={t('students.column.class')}
        value={room ?? ''}
        options={[
          { value: '', label: t('students.all_classes') },
          ...school.classes.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
        onChange={(event) => navigate(`${here}${event.target.value ? `/cn/${event.target.value}` : ''}`)}
      />
      <SelectField
        label={t('students.column.status')}
        value={list.status}
        options={[
          { value: 'all', label: t('students.any') },
          ...(['studying', 'transferred', 'left', 'deferred', 'completed'] as const).map((value) => ({
            value,
            label: t(`students.status.${value}`),
          })),
        ]}
        onChange={(event) => set('status', event.target.value)}
      />
      <details className="pupil-more">
        <summary className="btn">
          <Icon name="more" />
          {t('students.more_filters')}
        </summary>
        <div className="pupil-more-panel">
          {!room && grades.length > 1 && (
            <SelectField
              label={t('students.grade')}
              value={list.grade}
              options={[any, ...grades.map((grade) => ({ value: String(grade), label: String(grade) }))]}
              onChange={(event) => set('grade', event.target.value)}
            />
          )}
          <SelectField
            label={t('students.column.sex')}
            value={list.sex}
            options={[
              any,
              ...(['male', 'female'] as const).map((value) => ({ value, label: t(`students.sex.${value}`) })),
            ]}
            onChange={(event) => set('sex', event.target.value)}
          />
          <SelectField
            label={t('students.counted')}
            value={list.group}
            options={[
              any,
              ...pupilGroups
                .filter((value) => school.seesPrivate || groupsOfPlaces.has(value))
                .map((value) => ({ value, label: t(`students.counted.${value}`) })),
            ]}
            onChange={(event) => set('group', event.target.value)}
          />
          {school.seesPrivate && (
            <>
              <SelectField
                label={t('students.column.ethnicity')}
                value={list.ethnicity}
                options={[
                  any,
                  { value: 'minority', label: t('students.minority') },
                  ...ethnicityChoices.map(({ value, title }) => ({ value, label: title })),
                ]}
                onChange={(event) => set('ethnicity', event.target.value)}
              />
              <SelectField
                label={t('students.column.policy_groups')}
                value={list.policy}
                options={[any, ...policyChoices.map(({ value, title }) => ({ value, label: title }))]}
                onChange={(event) => set('policy', event.target.value)}
              />
              <SelectField
                label={t('students.column.disability')}
                value={list.disabled}
                options={[
                  any,
                  { value: 'true', label: t('students.with') },
                  { value: 'false', label: t('students.without') },
                ]}
                onChange={(event) => set('disabled', event.target.value)}
              />
            </>
          )}
          <fieldset className="pupil-columns">
            <legend className="lab">{t('students.columns')}</legend>
            {choosableColumns
              .filter((key) => school.seesPrivate || !privateColumns.has(key))
              .map((key) => (
                <Check
                  key={key}
                  label={t(`students.column.${key}`)}
                  checked={list.columns.includes(key)}
                  onChange={(event) =>
                    set(
                      'columns',
                      (event.target.checked ? [...list.columns, key] : list.columns.filter((one) => one !== key)).join(
                        ',',
                      ),
                    )
                  }
                />
              ))}
          </fieldset>
        </div>
      </details>
    </div>
  )
}

/** What is typed goes into the address a moment after the last key. */
export function Words({
  value,
  onChange,
  label,
}: {
  value: string
  onChange: (words: string) => void
  label?: string
}) {
  const t = useText()
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    setSeen(value)
    setTyped(value)
  }
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), 250)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <TextField
      label={label ?? t('students.find')}
      placeholder={t('students.find_example')}
      type="search"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}
