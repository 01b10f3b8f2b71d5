import { useState } from 'react'
import { graphql } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import type { Role } from '../../shell/session.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { areaFor, PostArea, wholeArea } from './PostArea.tsx'
import '../../shell/fields.css'

const GrantPostMutation = graphql(`
  mutation GrantPost($account: ID!, $unit: ID!, $post: PostInput!) {
    grantPost(account: $account, unit: $unit, post: $post) {
      id
      posts {
        id
      }
    }
  }
`)

/** Gives the person of an account a further post, with its dates and what it looks after. */
export function GrantPost({
  account,
  unit,
  onGranted,
}: {
  account: string
  unit: { id: string; shortName: string; kind: string; grantableRoles: readonly Role[] }
  onGranted: () => void
}) {
  const t = useText()
  const [role, setRole] = useState<Role>(unit.grantableRoles[0]!)
  const [from, setFrom] = useState<string | undefined>('')
  const [to, setTo] = useState<string | undefined>('')
  const [area, setArea] = useState(wholeArea)
  const { act, busy, refusal } = useAct(GrantPostMutation)
  const grant = async () => {
    if (from === undefined || to === undefined) return
    const done = await act({
      account,
      unit: unit.id,
      post: { role, validFrom: from || null, validTo: to || null, ...areaFor(role, area) },
    })
    if (!done) return
    announce(t('accounts.granted', { role: t(`identity.role.${role}`) }))
    onGranted()
  }
  return (
    <Panel title={t('accounts.grant', { unit: unit.shortName })} padded>
      <div className="fields">
        {refusal.general && !refusal.fields['role'] && (
          <div className="whole">
            <Note kind="bad">{refusal.general}</Note>
          </div>
        )}
        <SelectField
          label={t('accounts.role')}
          value={role}
          options={unit.grantableRoles.map((one) => ({ value: one, label: t(`identity.role.${one}`) }))}
          error={refusal.fields['role']}
          onChange={(event) => setRole(event.target.value as Role)}
        />
        <span />
        <PostArea role={role} value={area} onChange={setArea} />
        <DateField
          label={t('accounts.first_day')}
          hint={t('accounts.first_day_hint')}
          optional
          value={from ?? ''}
          onChange={setFrom}
        />
        <DateField
          label={t('accounts.last_day')}
          optional
          value={to ?? ''}
          error={refusal.fields['validTo']}
          onChange={setTo}
        />
        <div className="whole">
          <Button busy={busy} onClick={() => void grant()}>
            {t('accounts.grant_submit', { role: t(`identity.role.${role}`) })}
          </Button>
        </div>
      </div>
    </Panel>
  )
}
