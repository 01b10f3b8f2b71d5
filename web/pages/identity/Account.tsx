import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql, problemOf, type ResultOf } from '../../graphql.ts'
import { chooseLanguage, chooseLight } from '../../shell/account-settings.ts'
import { useAct } from '../../shell/act.ts'
import { signOut, useViewer } from '../../shell/session.ts'
import { useTheme } from '../../shell/theme.ts'
import { formatInstant, useLanguage, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { NewPassword } from './NewPassword.tsx'
import { ProviderAccount } from './ProviderAccount.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { browserOf } from './browser-name.ts'
import './accounts.css'

const OwnAccountQuery = graphql(`
  query OwnAccount {
    ownSettings {
      login
    }
    ownSessions {
      id
      createdAt
      lastSeenAt
      address
      agent
      current
    }
  }
`)
const ChangePassword = graphql(`
  mutation ChangePassword($old: String!, $password: String!) {
    changePassword(old: $old, password: $password)
  }
`)
const EndSessions = graphql(`
  mutation EndSessions($session: ID) {
    endSessions(session: $session)
  }
`)

type Session = ResultOf<typeof OwnAccountQuery>['ownSessions'][number]

/** The own account: password, language and light, and every browser that is signed in. */
export function Account() {
  const t = useText()
  const { account } = useViewer()
  const [{ data, error }, again] = useQuery({ query: OwnAccountQuery, requestPolicy: 'network-only' })
  const refetch = () => again({ requestPolicy: 'network-only' })
  if (error && !data) {
    return (
      <Page narrow>
        <ErrorState problem={problemOf(error)} onRetry={refetch} />
      </Page>
    )
  }
  return (
    <Page narrow>
      <PageHead title={t('own.title')}>
        {account.displayName}
        {data && ` · ${t('own.login', { login: data.ownSettings.login })}`}
      </PageHead>
      <div className="cols">
        <Password login={data?.ownSettings.login} name={account.displayName} onChanged={refetch} />
        <SecondFactor />
        <ProviderAccount />
        <OwnData />
        <Settings />
        <Sessions sessions={data?.ownSessions} onEnded={refetch} />
      </div>
    </Page>
  )
}

function Password({ login, name, onChanged }: { login?: string; name: string; onChanged: () => void }) {
  const t = useText()
  const [old, setOld] = useState('')
  const [password, setPassword] = useState('')
  const { act, busy, refusal } = useAct(ChangePassword)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await act({ old, password }))) return
    announce(t('own.password_changed'))
    setOld('')
    setPassword('')
    onChanged()
  }
  return (
    <Panel title={t('own.password')} padded>
      <form onSubmit={(event) => void submit(event)} noValidate className="account-form">
        {refusal.general && !Object.keys(refusal.fields).length && <Note kind="bad">{refusal.general}</Note>}
        <TextField
          label={t('own.old_password')}
          type="password"
          autoComplete="current-password"
          value={old}
          error={refusal.fields['old']}
          onChange={(event) => setOld(event.target.value)}
        />
        <NewPassword
          value={password}
          onChange={setPassword}
          error={refusal.fields['password']}
          login={login}
          name={name}
        />
        <div className="row">
          <Button kind="primary" type="submit" busy={busy}>
            {t('own.change_password')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}

function OwnData() {
  const t = useText()
  return (
    <Panel title={t('own.data')} padded>
      <p className="dim">{t('own.data_why')}</p>
      <p className="dim">{t('own.data_wrong')}</p>
      <div className="row wrap">
        <a className="btn" href="/own-data.json" download>
          {t('own.data_get')}
        </a>
        <Link className="btn" href="/personal-data">
          {t('held.link')}
        </Link>
      </div>
    </Panel>
  )
}

function Settings() {
  const t = useText()
  const language = useLanguage()
  const theme = useTheme()
  return (
    <Panel title={t('own.settings')} padded>
      <div className="account-theme">
        <Segmented
          label={t('own.language')}
          value={language}
          options={[
            { value: 'vi', label: 'Tiếng Việt' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(locale) => void chooseLanguage(locale)}
        />
        <Segmented
          label={t('own.theme')}
          value={theme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`shell.theme_${value}`) }))}
          onChange={chooseLight}
        />
      </div>
    </Panel>
  )
}

function Sessions({ sessions, onEnded }: { sessions: readonly Session[] | undefined; onEnded: () => void }) {
  const t = useText()
  const { act, busy } = useAct(EndSessions)
  const others = sessions?.filter((session) => !session.current).length ?? 0
  const end = async (session: string | null) => {
    const done = await act({ session })
    if (!done) return
    announce(t('own.sessions_ended', { count: done.endSessions }))
    onEnded()
  }
  return (
    <Panel
      title={t('own.sessions')}
      aside={
        others > 0 ? (
          <Button busy={busy} onClick={() => void end(null)}>
            {t('own.end_others', { count: others })}
          </Button>
        ) : (
          <Button onClick={() => void signOut()}>{t('shell.sign_out')}</Button>
        )
      }
    >
      <DataTable
        label={t('own.sessions')}
        rows={sessions}
        rowKey={(session) => session.id}
        expect={2}
        columns={[
          {
            key: 'browser',
            header: t('own.browser'),
            cell: (session) => (
              <>
                {browserOf(session.agent) ?? t('own.unknown_browser')}{' '}
                {session.current && <Tag kind="acc">{t('own.this_one')}</Tag>}
              </>
            ),
          },
          { key: 'seen', header: t('own.last_seen'), cell: (session) => formatInstant(session.lastSeenAt) },
          {
            key: 'since',
            header: t('own.since'),
            secondary: true,
            cell: (session) => formatInstant(session.createdAt),
          },
          { key: 'from', header: t('own.address'), secondary: true, cell: (session) => session.address },
          {
            key: 'act',
            header: <span className="sr">{t('accounts.acts')}</span>,
            bare: true,
            num: true,
            cell: (session) =>
              !session.current && (
                <Button kind="link" className="small" busy={busy} onClick={() => void end(session.id)}>
                  {t('own.end_one')}
                </Button>
              ),
          },
        ]}
      />
    </Panel>
  )
}
