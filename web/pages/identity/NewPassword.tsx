import { useState } from 'react'
import type { ReactNode } from 'react'
import { passwordFault } from '../../../modules/identity/rules/password.ts'
import { useText } from '../../text.ts'
import { Check, TextField } from '../../ui/Field.tsx'

/** A new password, typed once and shown if wanted. The rule of the server answers while it is typed. */
export function NewPassword({
  value,
  onChange,
  error,
  login,
  name,
  begin,
}: {
  value: string
  onChange: (password: string) => void
  error?: string
  login?: string
  name?: string
  /** Whether it takes the focus: the one field of a step that has just been reached. */
  begin?: boolean
}): ReactNode {
  const t = useText()
  const [shown, setShown] = useState(false)
  const [left, setLeft] = useState(false)
  const fault = value && left ? passwordFault(value, { login, name }) : null
  return (
    <>
      <TextField
        label={t('entry.new_password')}
        hint={t('entry.new_password_hint')}
        type={shown ? 'text' : 'password'}
        name="new-password"
        autoComplete="new-password"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one field of the step that has just been reached
        autoFocus={begin}
        value={value}
        error={error ?? (fault ? t(fault) : undefined)}
        onBlur={() => setLeft(true)}
        onChange={(event) => onChange(event.target.value)}
      />
      <Check label={t('entry.show_password')} checked={shown} onChange={(event) => setShown(event.target.checked)} />
    </>
  )
}
