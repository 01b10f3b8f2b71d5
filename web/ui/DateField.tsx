import { useState } from 'react'
import type { ComponentProps } from 'react'
import { formatDay, useText } from '../text.ts'
import type { Translate } from '../text.ts'
import { readDay } from './day.ts'
import type { TypedDay } from './day.ts'
import { TextField } from './Field.tsx'
import type { FieldProps } from './Field.tsx'

/**
 * A day, typed as 23/11/2026; outside it is `YYYY-MM-DD`, or empty. What cannot be a day is said on leaving the field,
 * stays as typed, and gives `undefined` to `onChange`, so that a form can refuse to go on.
 */
export function DateField({
  value,
  onChange,
  error,
  ...field
}: FieldProps &
  Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
    value: string
    onChange: (day: string | undefined) => void
  }) {
  const t = useText()
  const [typed, setTyped] = useState<string>()
  const [left, setLeft] = useState(false)
  const read = readDay(typed ?? value)
  return (
    <TextField
      {...field}
      inputMode="numeric"
      autoComplete="off"
      placeholder={t('ui.day_placeholder')}
      value={typed ?? (value ? formatDay(value) : '')}
      error={(left ? faultOf(t, read) : undefined) ?? error}
      onChange={(event) => {
        const now = readDay(event.target.value)
        setTyped(event.target.value)
        setLeft(false)
        onChange(now.kind === 'day' ? now.day : now.kind === 'empty' ? '' : undefined)
      }}
      onBlur={() => {
        setLeft(true)
        if (read.kind === 'day' || read.kind === 'empty') setTyped(undefined)
      }}
    />
  )
}

function faultOf(t: Translate, read: TypedDay): string | undefined {
  switch (read.kind) {
    case 'unreadable':
      return t('ui.day_unreadable')
    case 'noSuchMonth':
      return t('ui.day_no_month', { month: read.month })
    case 'noSuchDate':
      return t('ui.day_no_date', { month: read.month, year: String(read.year), date: read.date })
    default:
      return undefined
  }
}
