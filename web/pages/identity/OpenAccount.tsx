import { useState } from 'react'
import type { FormEvent } from 'react'
import { Link } from 'wouter'
import { graphql, type ResultOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { yearSlug } from '../../shell/place.ts'
import { useViewer } from '../../shell/session.ts'
import type { Role } from '../../shell/session.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { runningYear } from './first-year.ts'
import { areaFor, PostArea, wholeArea } from './PostArea.tsx'
import '../../shell/fields.css'

const OpenAccountMutation = graphql(`
  mutation OpenAccount($unit: ID!, $fullName: String!, $identityNumber: String, $login: String, $posts: [PostInput!]!) {
    openAccount(unit: $unit, fullName: $fullName, identityNumber: $identityNumber, login: $login, posts: $posts) {
      account
      displayName
      login
      code
      expiresAt
    }
  }
`)

/** One account for one person, with one post or two. */
export function OpenAccount({
  unit,
  first = 'teacher',
  onSlip,
}: {
  unit: { id: string; slug: string; kind: string; grantableRoles: readonly Role[] }
  /** The post that is meant most often, where it may be given. */
  first?: Role
  onSlip: (slip: ResultOf<typeof OpenAccountMutation>['openAccount']) => void
}) {
  const t = useText()
  const { today: day } = useViewer()
  const roles = unit.grantableRoles
  const usual = roles.includes(first) ? first : roles[0]!
  const empty = { fullName: '', identityNumber: '', login: '', role: usual, second: '' as Role | '' }
  const [form, setForm] = useState(empty)
  const [area, setArea] = useState(wholeArea)
  const { act, busy, refusal } = useAct(OpenAccountMutation)
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const options = roles.map((role) => ({ value: role, label: t(`identity.role.${role}`) }))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { role, second, ...rest } = form
    const posts = [...new Set([role, ...(second ? [second] : [])])].map((one) => ({ role: one, ...areaFor(one, area) }))
    const done = await act({ unit: unit.id, ...rest, posts })
    if (!done) return
    announce(
      done.openAccount.code
        ? t('accounts.opened', { name: done.openAccount.displayName })
        : t('accounts.known', { name: done.openAccount.displayName }),
    )
    setForm(empty)
    setArea(wholeArea)
    onSlip(done.openAccount)
  }

  return (
    <Panel
      title={t('accounts.open_one')}
      padded
      aside={
        (unit.kind === 'school' || unit.kind === 'centre') && (
          <Link className="small" href={`/import/${unit.slug}/${yearSlug(runningYear(day))}?lists=accounts`}>
            {t('accounts.many')}
          </Link>
        )
      }
    >
      <div className="accounts-form">
        <form onSubmit={(event) => void submit(event)} noValidate className="fields">
          {refusal.general && !Object.keys(refusal.fields).length && (
            <div className="whole">
              <Note kind="bad">{refusal.general}</Note>
            </div>
          )}
          <TextField
            label={t('accounts.full_name')}
            value={form.fullName}
            autoComplete="off"
            error={refusal.fields['fullName']}
            onChange={(event) => set({ fullName: event.target.value })}
          />
          <TextField
            label={t('accounts.identity_number')}
            hint={t('accounts.identity_number_hint')}
            optional
            inputMode="numeric"
            autoComplete="off"
            value={form.identityNumber}
            error={refusal.fields['identityNumber']}
            onChange={(event) => set({ identityNumber: event.target.value })}
          />
          <TextField
            label={t('accounts.phone')}
            hint={t('accounts.phone_hint')}
            optional
            autoComplete="off"
            value={form.login}
            error={refusal.fields['login']}
            onChange={(event) => set({ login: event.target.value })}
          />
          <SelectField
            label={t('accounts.role')}
            value={form.role}
            options={options}
            error={refusal.fields['role']}
            onChange={(event) => set({ role: event.target.value as Role })}
          />
          <PostArea role={form.role} value={area} onChange={setArea} />
          {form.second && (
            <SelectField
              label={t('accounts.second_role')}
              value={form.second}
              options={options}
              onChange={(event) => set({ second: event.target.value as Role })}
            />
          )}
          <div className="row wrap whole">
            <Button kind="primary" big type="submit" busy={busy}>
              {t('accounts.open_submit')}
            </Button>
            {!form.second && roles.length > 1 && (
              <Button big onClick={() => set({ second: roles.find((role) => role !== form.role) ?? '' })}>
                {t('accounts.add_second')}
              </Button>
            )}
          </div>
        </form>
        <aside className="accounts-can">
          <p>
            <b>{t('accounts.will')}</b>
          </p>
          <p>{t('accounts.can', { role: form.role })}</p>
          <p className="faint">{t('accounts.cannot')}</p>
        </aside>
      </div>
    </Panel>
  )
}
