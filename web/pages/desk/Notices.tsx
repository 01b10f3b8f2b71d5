import { useEffect, useRef } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql, problemOf, type ResultOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { formatInstant, isTextKey, useText } from '../../text.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { WorkList } from '../../ui/WorkList.tsx'

const NoticesQuery = graphql(`
  query Notices {
    notices(first: 100) {
      edges {
        node {
          id
          kind
          text
          values {
            name
            value
          }
          link
          createdAt
          readAt
        }
      }
    }
  }
`)
const ReadNotices = graphql(`
  mutation ReadNotices($notices: [ID!]) {
    readNotices(notices: $notices)
  }
`)

type Notice = ResultOf<typeof NoticesQuery>['notices']['edges'][number]['node']

/** What the person is told, newest first. What is in sight counts as read; it stays marked as new until the next visit. */
export function Notices() {
  const t = useText()
  const [{ data, error }, again] = useQuery({ query: NoticesQuery, requestPolicy: 'network-only' })
  const { act } = useAct(ReadNotices)
  const notices = data?.notices.edges.map((edge) => edge.node)
  const marked = useRef(false)
  useEffect(() => {
    const fresh = notices?.filter((notice) => !notice.readAt).map((notice) => notice.id) ?? []
    if (marked.current || fresh.length === 0) return
    marked.current = true
    void act({ notices: fresh })
  }, [notices, act])
  return (
    <Page narrow busy={!notices}>
      <PageHead title={t('notices.title')} />
      {error && !notices ? (
        <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
      ) : (
        <Panel>
          {!notices && (
            <p className="pad">
              <Skeleton width={300} />
            </p>
          )}
          {notices?.length === 0 && (
            <div className="pad">
              <EmptyState title={t('notices.empty')}>{t('notices.empty_why')}</EmptyState>
            </div>
          )}
          {notices && notices.length > 0 && (
            <WorkList
              items={notices.map((notice) => ({
                key: notice.id,
                icon: 'bell',
                what: <Words of={notice} />,
                detail: formatInstant(notice.createdAt),
                action: notice.link ? (
                  <Link className="btn" href={notice.link}>
                    {t('notices.open')}
                  </Link>
                ) : undefined,
              }))}
            />
          )}
        </Panel>
      )}
    </Page>
  )
}

function Words({ of: { text, values, readAt } }: { of: Notice }) {
  const t = useText()
  const words = isTextKey(text) ? t(text, Object.fromEntries(values.map(({ name, value }) => [name, value]))) : text
  return (
    <>
      {words} {!readAt && <Tag kind="acc">{t('notices.new')}</Tag>}
    </>
  )
}
