import { Suspense, lazy, useState } from 'react'
import type { FormEvent } from 'react'
import { ProductName } from '../../shell/ProductName.tsx'
import { useWaysIn } from '../../shell/ways-in.ts'
import { passkeysWork, signIn } from '../../shell/session.ts'
import type { SignInAnswer } from '../../shell/session.ts'
import { refusalOf } from '../../shell/refusal.ts'
import type { Refusal } from '../../shell/refusal.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Check, TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { PageTitle } from '../../ui/PageHead.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import './sign-in.css'

// Few installations have these.
const DemoCards = lazy(() => import('./DemoCards.tsx').then((it) => ({ default: it.DemoCards })))
const ProviderWay = lazy(() => import('./ProviderWay.tsx').then((it) => ({ default: it.ProviderWay })))

/** The way in, for everybody: teachers, officers and parents. A demonstration offers its people beside the form. */
export function SignIn() {
  const t = useText()
  const { accounts, provider } = useWaysIn()
  const [refusal, setRefusal] = useState<Refusal>({ fields: {} })
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [codeWanted, setCodeWanted] = useState(false)
  const [shared, setShared] = useState(false)
  const [busy, setBusy] = useState(false)

  const enter = async (attempt: Promise<SignInAnswer>) => {
    setBusy(true)
    const answer = await attempt
    if (answer.ok) return location.assign(location.pathname === '/sign-in' ? '/' : location.href)
    setBusy(false)
    const refused = refusalOf(t, answer)
    setRefusal(refused)
    if ('code' in refused.fields) setCodeWanted(true)
  }
  const enterByPasskey = async () => {
    setBusy(true)
    const { signInByPasskey } = await import('../../shell/passkey.ts')
    const answer = await signInByPasskey(shared)
    if (typeof answer !== 'string') return enter(Promise.resolve(answer))
    setBusy(false)
    setRefusal({ fields: {}, general: t(answer) })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missing = {
      ...(login.trim() ? {} : { login: t('sign_in.login_missing') }),
      ...(password ? {} : { password: t('sign_in.password_missing') }),
    }
    if (Object.keys(missing).length) setRefusal({ fields: missing })
    else void enter(signIn({ login: login.trim(), password, code, shared }))
  }

  return (
    <div className={accounts.length ? 'sign-in' : 'sign-in alone'}>
      <main id="main" className="sign-in-form">
        <span className="brand">
          <ProductName />
        </span>
        <PageTitle title={t('sign_in.title')} />
        <p className="dim">{t('sign_in.who')}</p>
        {provider && (
          <Suspense>
            <ProviderWay provider={provider} shared={shared} />
          </Suspense>
        )}
        <form onSubmit={submit} noValidate>
          {refusal.general && !Object.keys(refusal.fields).length && <Note kind="bad">{refusal.general}</Note>}
          <TextField
            label={t('sign_in.login')}
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={login}
            error={refusal.fields['login']}
            onChange={(event) => setLogin(event.target.value)}
          />
          <TextField
            label={t('sign_in.password')}
            name="password"
            type="password"
            autoComplete="current-password"
            value={password}
            error={refusal.fields['password']}
            onChange={(event) => setPassword(event.target.value)}
          />
          {codeWanted && (
            <TextField
              label={t('factor.code_or_recovery')}
              name="code"
              autoComplete="one-time-code"
              value={code}
              {...(code ? { error: refusal.fields['code'] } : { hint: refusal.fields['code'] })}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
          <Check
            label={t('sign_in.shared')}
            hint={t('sign_in.shared_hint')}
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
          />
          <div className="row wrap">
            <Button kind="primary" big type="submit" busy={busy}>
              {t('sign_in.submit')}
            </Button>
            {passkeysWork() && (
              <Button big disabled={busy} onClick={() => void enterByPasskey()}>
                {t('passkey.sign_in')}
              </Button>
            )}
          </div>
        </form>
        <p className="sign-in-help">
          <a href="/claim">{t('sign_in.slip')}</a>
          <br />
          <a href="/first-password">{t('sign_in.first_password')}</a>
          <br />
          <span className="small">{t('sign_in.forgotten')}</span>
        </p>
        <p className="small faint sign-in-foot">
          <LanguageSwitch /> · <a href="/accessibility">{t('shell.accessibility')}</a>
        </p>
      </main>
      {accounts.length > 0 && (
        <Suspense>
          <DemoCards
            accounts={accounts}
            busy={busy}
            onChoose={(account) =>
              void enter(signIn({ login: account.login, password: account.password, code: '', shared: false }))
            }
          />
        </Suspense>
      )}
    </div>
  )
}
