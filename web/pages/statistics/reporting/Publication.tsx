import { useQuery } from 'urql'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { formatInstant, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { announce } from '../../../ui/StatusLine.tsx'

const PublicationQuery = graphql(`
  query YearbookPublication {
    mayPublish
    yearbookPublication {
      publishedAt
      publishedBy
    }
  }
`)
const Publish = graphql(`
  mutation PublishYearbook {
    publishYearbook {
      publishedAt
    }
  }
`)
const End = graphql(`
  mutation EndPublication {
    endPublication
  }
`)

/** Whether the yearbook stands for everybody to read; published and taken back by those who answer for the province. */
export function Publication() {
  const t = useText()
  const [{ data }, again] = useQuery({ query: PublicationQuery, requestPolicy: 'cache-and-network' })
  const publish = useAct(Publish)
  const end = useAct(End)
  const standing = data?.yearbookPublication
  if (!data || (!data.mayPublish && !standing)) return null
  const refusal = publish.refusal.general ?? end.refusal.general
  const told = (words: string) => {
    announce(words)
    again({ requestPolicy: 'network-only' })
  }
  const open = async () => {
    if (await publish.act({})) told(t('publication.published'))
  }
  const close = async () => {
    if (await end.act({})) told(t('publication.ended'))
  }
  return (
    <Panel padded>
      <div className="cols">
        <p>
          {standing
            ? t('publication.standing', {
                link: `${location.origin}/open`,
                at: formatInstant(standing.publishedAt),
                by: standing.publishedBy,
              })
            : t('publication.none_standing')}
        </p>
        {refusal && <Note kind="bad">{refusal}</Note>}
        <div className="row wrap">
          {standing && (
            <a className="btn" href="/open">
              {t('publication.look')}
            </a>
          )}
          {data.mayPublish && (
            <Button busy={publish.busy} onClick={() => void open()}>
              {t(standing ? 'publication.again' : 'publication.publish')}
            </Button>
          )}
          {data.mayPublish && standing && (
            <Button busy={end.busy} onClick={() => void close()}>
              {t('publication.end')}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  )
}
