import { useText } from '../../../text.ts'
import { DateField } from '../../../ui/DateField.tsx'
import { Check, SelectField, TextAreaField, TextField } from '../../../ui/Field.tsx'
import type { RecordField, RecordInput } from './record-fields.ts'

/** The control of one field of a record; what is wrong stands below it. */
export function RecordFieldInput({
  field,
  value,
  error,
  onChange,
}: {
  field: RecordField
  value: RecordInput[keyof RecordInput]
  error: string | undefined
  onChange: (value: RecordInput[keyof RecordInput] | undefined) => void
}) {
  const t = useText()
  const shared = {
    label: t(`students.field.${field.name}`),
    hint: field.hint && t(field.hint),
    error,
    optional: field.optional,
  }
  const text = typeof value === 'string' ? value : ''
  const options = field.options?.(t) ?? []
  switch (field.kind) {
    case 'day':
      return <DateField {...shared} value={text} onChange={onChange} />
    case 'select':
      return (
        <SelectField
          {...shared}
          value={text}
          options={
            text && !options.some((one) => one.value === text) ? [{ value: text, label: text }, ...options] : options
          }
          placeholder={field.optional || !text ? t('students.not_given') : undefined}
          onChange={(event) => onChange(event.target.value || null)}
        />
      )
    case 'long':
      return <TextAreaField {...shared} value={text} onChange={(event) => onChange(event.target.value)} />
    case 'check':
      return (
        <Check
          label={shared.label}
          hint={shared.hint}
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      )
    case 'many': {
      const chosen = Array.isArray(value) ? value : []
      return (
        <fieldset className="pupil-many">
          <legend className="lab">{shared.label}</legend>
          {options.map((option) => (
            <Check
              key={option.value}
              label={option.label}
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value),
                )
              }
            />
          ))}
          {error && <span className="err">{error}</span>}
        </fieldset>
      )
    }
    default:
      return (
        <TextField
          {...shared}
          value={text}
          inputMode={field.inputMode}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}
