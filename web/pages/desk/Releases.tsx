import { useState } from 'react'
import { useQuery } from 'urql'
import { graphql, problemOf, type ResultOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'
import { formatInstant, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import './releases.css'

const HeldExportsQuery = graphql(`
  query HeldExports {
    heldExports {
      id
      kind
      persons
      reason
      asker
      own
      askedAt
      school {
        name
      }
    }
  }
`)
const Release = graphql(`
  mutation ReleaseExport($job: ID!) {
    releaseExport(job: $job)
  }
`)
const Refuse = graphql(`
  mutation RefuseExport($job: ID!, $reason: String!) {
    refuseExport(job: $job, reason: $reason)
  }
`)

type Held = ResultOf<typeof HeldExportsQuery>['heldExports'][number]

/** Large exports of somebody else, to be released or refused by a second person. */
export function Releases() {
  const t = useText()
  const [{ data, error }, again] = useQuery({ query: HeldExportsQuery, requestPolicy: 'cache-and-network' })
  const reload = () => again({ requestPolicy: 'network-only' })
  return (
    <Page narrow>
      <PageHead title={t('job.releases')}>{t('job.releases_lead')}</PageHead>
      {error && !data ? (
        <ErrorState problem={problemOf(error)} onRetry={reload} />
      ) : !data ? (
        <Skeleton />
      ) : data.heldExports.length === 0 ? (
        <EmptyState title={t('job.releases_none')} />
      ) : (
        <Panel>
          <ul className="releases">
            {data.heldExports.map((held) => (
              <Waiting key={held.id} held={held} onDecided={reload} />
            ))}
          </ul>
        </Panel>
      )}
    </Page>
  )
}

function Waiting({ held, onDecided }: { held: Held; onDecided: () => void }) {
  const t = useText()
  const release = useAct(Release)
  const [refusing, setRefusing] = useState(false)
  const kind = t(held.kind === 'students.list' ? 'job.kind_list' : 'job.kind_report')
  const decided = (words: 'job.released' | 'job.refused') => {
    announce(t(words, { asker: held.asker }))
    onDecided()
  }
  const letGo = async () => {
    if (await release.act({ job: held.id })) decided('job.released')
  }
  return (
    <li>
      <p>
        <b>{t('job.release_what', { kind, count: held.persons })}</b> · {held.school?.name}
        <br />
        {held.reason}
        <br />
        <span className="small dim">
          {t('job.release_who', { asker: held.asker, at: formatInstant(held.askedAt) })}
        </span>
      </p>
      {release.refusal.general && <Note kind="bad">{release.refusal.general}</Note>}
      {held.own ? (
        <p className="small dim">{t('job.own_release')}</p>
      ) : (
        <div className="row wrap">
          <Button kind="primary" busy={release.busy} onClick={() => void letGo()}>
            {t('job.release')}
          </Button>
          <Button onClick={() => setRefusing(true)}>{t('job.refuse')}</Button>
        </div>
      )}
      {refusing && (
        <ReasonDialog
          title={t('job.refuse_title')}
          submit={t('job.refuse')}
          document={Refuse}
          variablesOf={(reason) => ({ job: held.id, reason })}
          onClose={() => setRefusing(false)}
          onDone={() => {
            setRefusing(false)
            decided('job.refused')
          }}
        />
      )}
    </li>
  )
}
