import { useState } from 'react'
import type { FormEvent } from 'react'
import { cameFromProvider, sendProviderCode, useProvider } from '../../shell/provider.ts'
import { refusalOf, type Refusal } from '../../shell/refusal.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'

/** The way in over the province's own identity provider, and what it came to; nothing where there is none. */
export function ProviderWay({ shared }: { shared: boolean }) {
  const t = useText()
  const name = useProvider()
  const { code, reason } = cameFromProvider(location.search)
  if (!name) return null
  return (
    <>
      {reason && <Note kind="bad">{t(reason, { name })}</Note>}
      {code && <ProviderCode name={name} />}
      <a className="btn big provider-way" href={`/session/provider${shared ? '?shared=1' : ''}`}>
        {t('provider.sign_in', { name })}
      </a>
    </>
  )
}

function ProviderCode({ name }: { name: string }) {
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
      <Note kind="wait">{t('provider.code_why', { name })}</Note>
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
