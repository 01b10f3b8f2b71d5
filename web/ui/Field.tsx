import { useId } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { useText } from '../text.ts'
import { Icon } from './Icon.tsx'

/** What every field has: its label above, a hint below, an error in the hint's place. */
export interface FieldProps {
  label: string
  hint?: string
  /** What is wrong and how to mend it; what was typed stays. */
  error?: string
  /** Required is the rule, so what may stay empty says so. */
  optional?: boolean
}

/** What a field gives to the control inside it. */
export interface FieldControl {
  id: string
  'aria-invalid'?: true
  'aria-describedby'?: string
}

/** The frame of a field; the control inside takes the names it is given. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldProps & { children: (control: FieldControl) => ReactNode }) {
  const t = useText()
  const id = useId()
  const note = `${id}-note`
  return (
    <div className={error ? 'field bad' : 'field'}>
      <label className="lab" htmlFor={id}>
        {label}
        {optional && <span className="faint"> ({t('ui.optional')})</span>}
      </label>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': (error ?? hint) ? note : undefined,
      })}
      {error ? (
        <span className="err" id={note}>
          <Icon name="error" />
          {error}
        </span>
      ) : (
        hint && (
          <span className="hint" id={note}>
            {hint}
          </span>
        )
      )}
    </div>
  )
}

/** A line of text. */
export function TextField({ label, hint, error, optional, ...input }: FieldProps & ComponentProps<'input'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => <input className="input" {...input} {...control} />}
    </Field>
  )
}

/** Several lines of text. */
export function TextAreaField({ label, hint, error, optional, ...area }: FieldProps & ComponentProps<'textarea'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => <textarea className="input" rows={3} {...area} {...control} />}
    </Field>
  )
}

/** One of a few things. */
export interface Option {
  value: string
  label: string
  disabled?: boolean
}

/** A choice of one out of a short list. With `placeholder` nothing is chosen at first. */
export function SelectField({
  label,
  hint,
  error,
  optional,
  options,
  placeholder,
  ...select
}: FieldProps & ComponentProps<'select'> & { options: readonly Option[]; placeholder?: string }) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <select className="input" {...select} {...control}>
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** A tick or one of several (`type="radio"`), with its words beside it and a hint below them. */
export function Check({
  label,
  hint,
  type = 'checkbox',
  ...input
}: ComponentProps<'input'> & { label: ReactNode; hint?: string; type?: 'checkbox' | 'radio' }) {
  const note = useId()
  return (
    <label className="check">
      <input type={type} {...input} aria-describedby={hint ? note : undefined} />
      <span>
        {label}
        {hint && (
          <span className="hint" id={note}>
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
