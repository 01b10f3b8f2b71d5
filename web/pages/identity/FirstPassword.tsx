import { useState } from 'react'
import type { FormEvent } from 'react'
import { printedCode } from '../../../modules/identity/rules/one-time-code.ts'
import { graphql } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { signIn } from '../../shell/session.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { NewPassword } from './NewPassword.tsx'

const SetFirstPassword = graphql(`
  mutation SetFirstPassword($login: String!, $code: String!, $password: String!) {
    setFirstPassword(login: $login, code: $code, password: $password)
  }
`)

/** The first or a new password with a slip: `/first-password#lan.ttt:CODE`. What stands behind # is sent to no server. */
export function FirstPassword() {
  const t = useText()
  const [given] = useState(() => decodeURIComponent(location.hash.slice(1)).split(':'))
  const [login, setLogin] = useState(given.length > 1 ? given[0]! : '')
  const [code, setCode] = useState(printedCode(given.at(-1) ?? ''))
  const [password, setPassword] = useState('')
  const { act, busy, refusal } = useAct(SetFirstPassword)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await act({ login, code, password })
    if (!done) return
    const answer = await signIn({ login: done.setFirstPassword, password, code: '', shared: false })
    location.assign(answer.ok ? '/' : '/sign-in')
  }

  return (
    <EntryFrame title={t('entry.first_password')} lead={t('entry.first_password_lead')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {refusal.general && !Object.keys(refusal.fields).length && <Note kind="bad">{refusal.general}</Note>}
        <TextField
          label={t('sign_in.login')}
          name="login"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
        <div className="code">
          <TextField
            label={t('entry.code')}
            hint={t('entry.code_hint')}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            value={code}
            error={refusal.fields['code']}
            onChange={(event) => setCode(event.target.value)}
          />
        </div>
        <NewPassword value={password} onChange={setPassword} error={refusal.fields['password']} login={login} />
        <div className="row">
          <Button kind="primary" big type="submit" busy={busy}>
            {t('entry.set_password')}
          </Button>
        </div>
      </form>
    </EntryFrame>
  )
}
