import { useState } from 'react'
import type { FormEvent } from 'react'
import { graphql } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { madePasskey } from '../../shell/passkey.ts'
import { passkeysWork } from '../../shell/session.ts'
import { formatInstant, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'

const Begin = graphql(`
  mutation BeginPasskey {
    beginPasskey
  }
`)
const Add = graphql(`
  mutation AddPasskey($name: String!, $answer: String!) {
    addPasskey(name: $name, answer: $answer)
  }
`)
const Remove = graphql(`
  mutation RemovePasskey($id: ID!) {
    removePasskey(id: $id)
  }
`)

/** A passkey as its owner sees it. */
export interface OwnPasskey {
  id: string
  name: string
  synced: boolean
  addedAt: string
  usedAt: string | null
}

/** The own passkeys: added, removed. `onChanged` gets recovery codes where the account has just got its first factor. */
export function Passkeys({
  passkeys,
  onChanged,
}: {
  passkeys: readonly OwnPasskey[]
  onChanged: (codes: readonly string[]) => void
}) {
  const t = useText()
  const remove = useAct(Remove)
  const drop = async ({ id, name }: OwnPasskey) => {
    if (!(await remove.act({ id }))) return
    announce(t('passkey.removed', { name }))
    onChanged([])
  }
  return (
    <Panel title={t('passkey.title')} padded>
      <p className="dim">{t('passkey.why')}</p>
      {remove.refusal.general && <Note kind="bad">{remove.refusal.general}</Note>}
      {passkeys.length > 0 && (
        <ul className="passkeys">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="row spread">
              <span>
                <b>{passkey.name}</b>
                <br />
                <span className="small dim">
                  {t(passkey.synced ? 'passkey.synced' : 'passkey.one_device')} ·{' '}
                  {t('passkey.added_on', { at: formatInstant(passkey.addedAt) })} ·{' '}
                  {passkey.usedAt ? t('passkey.used_on', { at: formatInstant(passkey.usedAt) }) : t('passkey.unused')}
                </span>
              </span>
              <Button
                busy={remove.busy}
                aria-label={t('passkey.remove_one', { name: passkey.name })}
                onClick={() => void drop(passkey)}
              >
                {t('passkey.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {passkeysWork() ? <NewPasskey onAdded={onChanged} /> : <Note kind="wait">{t('passkey.no_device')}</Note>}
    </Panel>
  )
}

function NewPasskey({ onAdded }: { onAdded: (codes: readonly string[]) => void }) {
  const t = useText()
  const begin = useAct(Begin)
  const add = useAct(Add)
  const [name, setName] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return add.refuse({ fields: { name: t('passkey.name_needed') } })
    const offer = await begin.act({})
    if (!offer) return
    const made = await madePasskey(offer.beginPasskey)
    if (typeof made === 'string') return add.refuse({ fields: {}, general: t(made) })
    const done = await add.act({ name, answer: made.answer })
    if (!done) return
    setName('')
    announce(t('passkey.added'))
    onAdded(done.addPasskey)
  }
  const general = begin.refusal.general ?? add.refusal.general
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="account-form">
      {general && <Note kind="bad">{general}</Note>}
      <TextField
        label={t('passkey.name')}
        hint={t('passkey.name_hint')}
        maxLength={60}
        value={name}
        error={add.refusal.fields['name']}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="row">
        <Button kind="primary" type="submit" busy={begin.busy || add.busy}>
          {t('passkey.add')}
        </Button>
      </div>
    </form>
  )
}
