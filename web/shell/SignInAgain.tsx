import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { isSharedComputer } from '../offline/shared-computer.ts'
import { useText } from '../text.ts'
import type { TextKey } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { refusalOf, type Refusal } from './refusal.ts'
import { isSamePerson, passkeysWork, prove, signIn, useSession } from './session.ts'
import type { SignInAnswer } from './session.ts'
import { settleSignIn, useSignInWanted, type Wanted } from './sign-in-again.ts'

/** Mends an ended session, or asks who sits there, over the page: nothing typed is lost, and what was refused is sent again. */
export function SignInAgain() {
  const wanted = useSignInWanted()
  return wanted ? <AgainDialog wanted={wanted} /> : null
}

function AgainDialog({ wanted }: { wanted: Wanted }) {
  const t = useText()
  const session = useSession()
  const [given, setGiven] = useState({ login: '', password: '', code: '' })
  const [refusal, setRefusal] = useState<Refusal>({ fields: {} })
  const [busy, setBusy] = useState(false)
  const anew = wanted === 'session'

  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    return show(anew ? signIn({ ...given, shared: isSharedComputer() }) : prove(given))
  }
  const show = async (shown: Promise<SignInAnswer | TextKey>) => {
    setBusy(true)
    const answer = await shown
    setBusy(false)
    if (typeof answer === 'string') return setRefusal({ fields: {}, general: t(answer) })
    if (!answer.ok) return setRefusal(refusalOf(t, answer))
    if (anew && session.state === 'signedIn' && !(await isSamePerson(session.viewer))) return location.assign('/')
    settleSignIn(true)
  }
  const codeWanted = 'code' in refusal.fields || given.code !== ''

  return (
    <Dialog title={t(anew ? 'shell.again_title' : 'shell.prove_title')}>
      <p className="dim">{t(anew ? 'shell.again_why' : 'shell.prove_why')}</p>
      <form onSubmit={(event) => void submit(event)}>
        {anew && (
          <TextField
            label={t('sign_in.login')}
            autoComplete="username"
            ref={field}
            value={given.login}
            onChange={(event) => setGiven({ ...given, login: event.target.value })}
          />
        )}
        <TextField
          label={t('sign_in.password')}
          type="password"
          autoComplete="current-password"
          ref={anew ? undefined : field}
          value={given.password}
          error={codeWanted ? undefined : refusal.general}
          onChange={(event) => setGiven({ ...given, password: event.target.value })}
        />
        {codeWanted && (
          <TextField
            label={t('factor.code_or_recovery')}
            autoComplete="one-time-code"
            value={given.code}
            error={refusal.general}
            onChange={(event) => setGiven({ ...given, code: event.target.value })}
          />
        )}
        <div className="row wrap">
          <Button kind="primary" big type="submit" busy={busy}>
            {t(anew ? 'sign_in.submit' : 'shell.prove_submit')}
          </Button>
          {passkeysWork() && (
            <Button big disabled={busy} onClick={() => void show(byPasskey(anew))}>
              {t('passkey.sign_in')}
            </Button>
          )}
          {anew ? (
            <Button big onClick={() => location.assign('/sign-in')}>
              {t('shell.again_leave')}
            </Button>
          ) : (
            <Button big onClick={() => settleSignIn(false)}>
              {t('factor.cancel')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}

/** A passkey of this device; what it takes is fetched when somebody uses one. */
async function byPasskey(anew: boolean): Promise<SignInAnswer | TextKey> {
  const { proveByPasskey, signInByPasskey } = await import('./passkey.ts')
  return anew ? signInByPasskey(isSharedComputer()) : proveByPasskey()
}
