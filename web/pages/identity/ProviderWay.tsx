import { useState } from 'react'
import type { FormEvent } from 'react'
import { cameFromProvider, sendProviderCode } from '../../shell/provider-journey.ts'
import type { Provider } from '../../shell/ways-in.ts'
import { refusalOf, type Refusal } from '../../shell/refusal.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'

/** The way in over the province's own identity provider, and what it came to. */
export function ProviderWay({ provider, shared }: { provider: Provider; shared: boolean }) {
  const came = cameFromProvider()
  const reason = provider.reasons[came]
  return (
    <>
      {reason && <Note kind="bad">{reason}</Note>}
      {came === 'code' && <ProviderCode why={provider.codeWhy} />}
      <a className="btn big provider-way" href={`/session/provider${shared ? '?shared=1' : ''}`}>
        {provider.signIn}
      </a>
    </>
  )
}

function ProviderCode({ why }: { why: string }) {
  const t = useText()
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>({ fields: {} })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await sendProviderCode(code)
    if (answer.ok) return location.assign('/')
    setBusy(false)
    setRefusal(refusalOf(t, answer))
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Note kind="wait">{why}</Note>
      <TextField
        label={t('factor.code_or_recovery')}
        name="provider-code"
        autoComplete="one-time-code"
        value={code}
        error={refusal.fields['code'] ?? refusal.general}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button kind="primary" big type="submit" busy={busy}>
        {t('sign_in.submit')}
      </Button>
    </form>
  )
}
