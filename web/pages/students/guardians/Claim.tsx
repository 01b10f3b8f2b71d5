import { useState } from 'react'
import type { FormEvent } from 'react'
import { printedCode } from '../../../../modules/identity/rules/one-time-code.ts'
import { graphql, type ResultOf } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { signIn, useSession } from '../../../shell/session.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Rich } from '../../../ui/Rich.tsx'
import { EntryFrame } from '../../identity/EntryFrame.tsx'
import { NewPassword } from '../../identity/NewPassword.tsx'

const CheckSlip = graphql(`
  mutation CheckGuardianSlip($code: String!, $digits: String!) {
    checkGuardianSlip(code: $code, digits: $digits) {
      childName
      className
      schoolName
      guardianName
      kind
      way
      login
    }
  }
`)
const ClaimSlip = graphql(`
  mutation ClaimGuardianSlip($code: String!, $digits: String!, $login: String, $password: String) {
    claimGuardianSlip(code: $code, digits: $digits, login: $login, password: $password) {
      login
      childName
    }
  }
`)

type Offer = ResultOf<typeof CheckSlip>['checkGuardianSlip']

/** A guardian's first visit with the slip of the school: code and four digits, then a telephone number and a password. */
export function Claim() {
  const t = useText()
  const [code, setCode] = useState(() => printedCode(decodeURIComponent(location.hash.slice(1))))
  const [digits, setDigits] = useState('')
  const [offer, setOffer] = useState<Offer>()
  const { act, busy, refusal } = useAct(CheckSlip)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await act({ code, digits })
    if (done) setOffer(done.checkGuardianSlip)
  }

  if (offer) return <Found offer={offer} code={code} digits={digits} onBack={() => setOffer(undefined)} />
  return (
    <EntryFrame title={t('claim.title')} lead={t('claim.lead')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {refusal.general && !refusal.fields['code'] && <Note kind="bad">{refusal.general}</Note>}
        <div className="code">
          <TextField
            label={t('claim.code')}
            hint={t('entry.code_hint')}
            name="code"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            value={code}
            error={refusal.fields['code']}
            onChange={(event) => setCode(event.target.value)}
          />
        </div>
        <TextField
          label={t('claim.digits')}
          hint={t('claim.digits_hint')}
          name="digits"
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          value={digits}
          onChange={(event) => setDigits(event.target.value.replace(/\D/g, ''))}
        />
        <div className="row">
          <Button kind="primary" big type="submit" busy={busy}>
            {t('claim.next')}
          </Button>
        </div>
      </form>
      <p className="sign-in-help">{t('claim.help')}</p>
    </EntryFrame>
  )
}

function Found({ offer, code, digits, onBack }: { offer: Offer; code: string; digits: string; onBack: () => void }) {
  const t = useText()
  const session = useSession()
  const [login, setLogin] = useState(offer.login ?? '')
  const [password, setPassword] = useState('')
  const { act, busy, refusal } = useAct(ClaimSlip)
  const { way } = offer

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await act({ code, digits, ...(way === 'add' ? {} : { login, password }) })
    if (!done) return
    const answer =
      way === 'add'
        ? { ok: true }
        : await signIn({ login: done.claimGuardianSlip.login, password, code: '', shared: false })
    location.assign(answer.ok ? '/' : '/sign-in')
  }

  return (
    <EntryFrame title={t(`claim.way_${way}`)}>
      <div className="entry-child">
        <b>{offer.childName}</b>
        <span className="dim">{t('claim.class', { class: offer.className, school: offer.schoolName })}</span>
        <br />
        <span className="dim">{t('claim.guardian', { name: offer.guardianName, kind: offer.kind })}</span>
      </div>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {refusal.general && !refusal.fields['login'] && !refusal.fields['password'] && (
          <Note kind="bad">{refusal.general}</Note>
        )}
        {way === 'add' && session.state === 'signedIn' && (
          <p>
            <Rich k="claim.add_to" values={{ name: session.viewer.account.displayName }} />
          </p>
        )}
        {way === 'sign_in' && <Note kind="acc">{t('guardian.sign_in_first')}</Note>}
        {way === 'reset' && (
          <p>
            <Rich k="claim.reset_login" values={{ login: offer.login ?? '' }} />
          </p>
        )}
        {way === 'new' && (
          <TextField
            label={t('claim.phone')}
            hint={t('claim.phone_hint')}
            name="login"
            type="tel"
            autoComplete="tel-national"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first field of the step that has just been reached
            autoFocus
            value={login}
            error={refusal.fields['login']}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
        {(way === 'new' || way === 'reset') && (
          <NewPassword
            value={password}
            onChange={setPassword}
            error={refusal.fields['password']}
            login={login}
            name={offer.guardianName}
            begin={way === 'reset'}
          />
        )}
        <div className="row wrap">
          {way === 'sign_in' ? (
            <a className="btn primary big" href="/sign-in">
              {t('sign_in.submit')}
            </a>
          ) : (
            <Button kind="primary" big type="submit" busy={busy}>
              {t(way === 'add' ? 'claim.add' : 'claim.finish')}
            </Button>
          )}
          <Button big onClick={onBack}>
            {t('claim.back')}
          </Button>
        </div>
      </form>
    </EntryFrame>
  )
}
