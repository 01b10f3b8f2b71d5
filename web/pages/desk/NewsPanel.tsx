import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql } from '../../graphql.ts'
import { formatDay, formatInstant, formatTime, isTextKey, useText } from '../../text.ts'
import { useViewer } from '../../shell/session.ts'
import { Panel } from '../../ui/Panel.tsx'

const NewsQuery = graphql(`
  query News {
    notices(first: 5) {
      edges {
        node {
          id
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

/** The newest of what the person was told. */
export function NewsPanel() {
  const t = useText()
  const { today } = useViewer()
  const [{ data }] = useQuery({ query: NewsQuery })
  const notices = data?.notices.edges.flatMap((edge) => edge?.node ?? [])
  return (
    <Panel
      title={t('today.news')}
      aside={
        notices &&
        notices.length > 0 && (
          <Link className="small" href="/notices">
            {t('today.all_news')}
          </Link>
        )
      }
    >
      {notices?.length === 0 && <p className="pad faint small">{t('today.no_news')}</p>}
      <ul className="news">
        {notices?.map((notice) => {
          const words = isTextKey(notice.text)
            ? t(notice.text, Object.fromEntries(notice.values.map(({ name, value }) => [name, value])))
            : notice.text
          return (
            <li key={notice.id}>
              {notice.link ? (
                <Link className="quiet" href={notice.link}>
                  {words}
                </Link>
              ) : (
                words
              )}
              <small>{whenOf(notice.createdAt, today, t('today.today'))}</small>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

/** An hour of today, or the day. */
function whenOf(at: string, today: string, word: string) {
  const [, day = ''] = formatInstant(at).split(', ')
  return day === formatDay(today) ? `${word}, ${formatTime(at)}` : day
}
