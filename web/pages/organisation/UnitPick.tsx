import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { Combobox } from '../../ui/Combobox.tsx'
import type { FieldProps } from '../../ui/Field.tsx'
import { UnitTreeQuery } from './unit-query.ts'

/** A unit that was chosen. */
export interface PickedUnit {
  id: string
  name: string
}

/** A unit found by typing a part of its name or code. */
export function UnitPick({
  value,
  onChange,
  ...field
}: FieldProps & { value: PickedUnit | undefined; onChange: (unit: PickedUnit | undefined) => void }) {
  const [typed, setTyped] = useState('')
  const [{ data }] = useQuery({ query: UnitTreeQuery, variables: { search: typed }, pause: typed.trim().length < 2 })
  const choices = useMemo(
    () =>
      (data?.unitTree ?? [])
        .filter(({ unit }) => !unit.closedOn)
        .map(({ unit, path }) => ({ value: unit.id, label: unit.shortName, hint: path.slice(1).join(' · ') })),
    [data],
  )
  return (
    <Combobox
      {...field}
      value={value && { value: value.id, label: value.name }}
      choices={typed.trim().length < 2 ? [] : choices}
      onSearch={setTyped}
      onChange={(choice) => onChange(choice && { id: choice.value, name: choice.label })}
    />
  )
}
