import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { isSharedComputer } from '../offline/shared-computer.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { isSamePerson, signIn, useSession } from './session.ts'
import { settleSignIn, useSignInWanted } from './sign-in-again.ts'
import { refusalOf } from './refusal.ts'

/** Mends an ended session over the page: nothing typed is lost, and what was refused is sent again. */
export function SignInAgain() {
  return useSignInWanted() ? <AgainDialog /> : null
}

function AgainDialog() {
  const t = useText()
  const session = useSession()
  const [password, setPassword] = useState('')
  const [login, setLogin] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)

  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await signIn(login, password, isSharedComputer())
    setBusy(false)
    if (!answer.ok) return setError(refusalOf(t, answer).general)
    if (session.state === 'signedIn' && !(await isSamePerson(session.viewer))) return location.assign('/')
    settleSignIn(true)
  }

  return (
    <Dialog title={t('shell.again_title')}>
      <p className="dim">{t('shell.again_why')}</p>
      <form onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('sign_in.login')}
          autoComplete="username"
          ref={field}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
        <TextField
          label={t('sign_in.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          error={error}
          onChange={(event) => setPassword(event.target.value)}
        />
        <div className="row wrap">
          <Button kind="primary" big type="submit" busy={busy}>
            {t('sign_in.submit')}
          </Button>
          <Button big onClick={() => location.assign('/sign-in')}>
            {t('shell.again_leave')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
