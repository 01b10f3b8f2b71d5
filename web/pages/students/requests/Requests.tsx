import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery } from 'urql'
import { problemOf } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { formatDay, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Check, SelectField, TextAreaField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { useViewer } from '../../../shell/session.ts'
import { RequestItem } from './RequestItem.tsx'
import { AskMutation, RequestsQuery, type Child, type Request } from './requests-query.ts'
import './requests.css'

const abouts = ['name', 'birth', 'contact', 'circumstances', 'results', 'publication', 'other'] as const
const answering = new Set(['principal', 'vice_principal', 'school_administrator', 'homeroom'])

/** What families and pupils ask of a school about its records: asked, answered, with the day by which. */
export function Requests() {
  const t = useText()
  const { posts } = useViewer()
  const [onlyOpen, setOnlyOpen] = useState(true)
  const [{ data, error }, again] = useQuery({
    query: RequestsQuery,
    variables: { open: onlyOpen },
    requestPolicy: 'cache-and-network',
  })
  const reload = () => again({ requestPolicy: 'network-only' })
  const answers = posts.some(({ role }) => answering.has(role))
  return (
    <Page narrow>
      <PageHead title={t('request.title')}>{t(answers ? 'request.others_lead' : 'request.lead')}</PageHead>
      {error && !data ? (
        <ErrorState problem={problemOf(error)} onRetry={reload} />
      ) : !data ? (
        <Skeleton />
      ) : (
        <>
          {answers && (
            <Panel
              title={t('request.others')}
              aside={
                <Check
                  label={t('request.only_open')}
                  checked={onlyOpen}
                  onChange={(event) => setOnlyOpen(event.target.checked)}
                />
              }
            >
              <List requests={data.schoolRequests} none={t('request.others_none')} onChanged={reload} />
            </Panel>
          )}
          {data.children.length > 0 && <Ask childrenOf={data.children} onSent={reload} />}
          {(data.children.length > 0 || data.ownRequests.length > 0) && (
            <Panel title={t('request.own')}>
              <List requests={data.ownRequests} none={t('request.own_none')} onChanged={reload} />
            </Panel>
          )}
        </>
      )}
    </Page>
  )
}

function List({ requests, none, onChanged }: { requests: readonly Request[]; none: string; onChanged: () => void }) {
  if (requests.length === 0) return <p className="dim requests-none">{none}</p>
  return (
    <ul className="requests">
      {requests.map((request) => (
        <RequestItem key={request.id} request={request} onChanged={onChanged} />
      ))}
    </ul>
  )
}

function Ask({ childrenOf, onSent }: { childrenOf: readonly Child[]; onSent: () => void }) {
  const t = useText()
  const [child, setChild] = useState(childrenOf[0]!.id)
  const [kind, setKind] = useState<Request['kind']>('correction')
  const [about, setAbout] = useState<Request['about']>('name')
  const [words, setWords] = useState('')
  const { act, busy, refusal } = useAct(AskMutation)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await act({ child, kind, about, words })
    if (!done) return
    setWords('')
    announce(t('request.sent', { day: formatDay(done.askOfSchool.answerBy) }))
    onSent()
  }
  return (
    <Panel title={t('request.new')} padded>
      <form className="cols" onSubmit={(event) => void submit(event)} noValidate>
        {refusal.general && !refusal.fields['words'] && <Note kind="bad">{refusal.general}</Note>}
        {childrenOf.length > 1 && (
          <SelectField
            label={t('request.child')}
            value={child}
            options={childrenOf.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => setChild(event.target.value)}
          />
        )}
        <SelectField
          label={t('request.kind')}
          value={kind}
          options={(['correction', 'objection'] as const).map((value) => ({
            value,
            label: t(`request.kind_${value}`),
          }))}
          onChange={(event) => setKind(event.target.value as Request['kind'])}
        />
        <SelectField
          label={t('request.about')}
          value={about}
          options={abouts.map((value) => ({ value, label: t(`request.about_${value}`) }))}
          onChange={(event) => setAbout(event.target.value as Request['about'])}
        />
        <TextAreaField
          label={t('request.words')}
          hint={t('request.words_hint')}
          maxLength={2_000}
          value={words}
          error={refusal.fields['words']}
          onChange={(event) => setWords(event.target.value)}
        />
        <div className="row">
          <Button kind="primary" type="submit" busy={busy}>
            {t('request.send')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
