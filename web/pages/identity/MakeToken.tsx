import { useState } from 'react'
import type { FormEvent } from 'react'
import { graphql } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import type { Role } from '../../shell/session.ts'
import { formatDay, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { NewToken } from './MadeToken.tsx'
import '../../shell/fields.css'

const Make = graphql(`
  mutation MakeApiToken(
    $unit: ID!
    $post: ID!
    $name: String!
    $lastDay: LocalDate!
    $readOnly: Boolean!
    $perMinute: Int!
  ) {
    makeApiToken(unit: $unit, post: $post, name: $name, lastDay: $lastDay, readOnly: $readOnly, perMinute: $perMinute) {
      token
      listed {
        id
        name
      }
    }
  }
`)

/** What a new token is for and what it may do; reading alone unless something else is chosen. */
export function MakeToken({
  unit,
  making,
  onMade,
}: {
  unit: string
  making: {
    posts: readonly { id: string; role: Role }[]
    furthestDay: string
    mostPerMinute: number
    usualPerMinute: number
  }
  onMade: (made: NewToken) => void
}) {
  const t = useText()
  const [name, setName] = useState('')
  const [post, setPost] = useState(making.posts[0]?.id ?? '')
  const [readOnly, setReadOnly] = useState(true)
  const [lastDay, setLastDay] = useState<string | undefined>(making.furthestDay)
  const [perMinute, setPerMinute] = useState(String(making.usualPerMinute))
  const { act, busy, refusal } = useAct(Make)
  const others = Object.keys(refusal.fields).length > 0
  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (lastDay === undefined) return
    const asked = {
      name,
      lastDay: lastDay || making.furthestDay,
      readOnly,
      perMinute: Number.parseInt(perMinute, 10) || 0,
    }
    const done = await act({ unit, post, ...asked })
    if (done) onMade({ name: done.makeApiToken.listed.name, token: done.makeApiToken.token })
  }
  return (
    <Panel title={t('tokens.make_title')} padded>
      <form onSubmit={(event) => void make(event)} noValidate className="fields">
        {refusal.general && !others && (
          <div className="whole">
            <Note kind="bad">{refusal.general}</Note>
          </div>
        )}
        <TextField
          label={t('tokens.name')}
          placeholder={t('tokens.name_example')}
          value={name}
          error={refusal.fields['name']}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label={t('tokens.post')}
          value={post}
          options={making.posts.map(({ id, role }) => ({ value: id, label: t(`identity.role.${role}`) }))}
          onChange={(event) => setPost(event.target.value)}
        />
        <SelectField
          label={t('tokens.rights')}
          value={String(readOnly)}
          options={[
            { value: 'true', label: t('tokens.read_only') },
            { value: 'false', label: t('tokens.read_write') },
          ]}
          onChange={(event) => setReadOnly(event.target.value === 'true')}
        />
        <DateField
          label={t('tokens.last_day')}
          hint={t('tokens.last_day_hint', { day: formatDay(making.furthestDay) })}
          value={lastDay ?? ''}
          error={refusal.fields['lastDay']}
          onChange={setLastDay}
        />
        <TextField
          label={t('tokens.per_minute')}
          hint={t('tokens.per_minute_hint', { limit: making.mostPerMinute })}
          inputMode="numeric"
          value={perMinute}
          error={refusal.fields['perMinute']}
          onChange={(event) => setPerMinute(event.target.value)}
        />
        <div className="whole cols">
          <p className="small dim">{t('tokens.ends_with')}</p>
          <div className="row">
            <Button kind="primary" type="submit" busy={busy}>
              {t('tokens.make')}
            </Button>
          </div>
        </div>
      </form>
    </Panel>
  )
}
