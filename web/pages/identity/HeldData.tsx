import { useQuery } from 'urql'
import { graphql, problemOf, type ResultOf } from '../../graphql.ts'
import { isTextKey, useText, type Translate } from '../../text.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tag } from '../../ui/Tag.tsx'
import './held-data.css'

const HeldDataQuery = graphql(`
  query HeldData {
    heldData {
      name
      about
      basis
      basisSource
      until
      keepYears
      sensitive
      removedByItself
    }
  }
`)

type Line = ResultOf<typeof HeldDataQuery>['heldData'][number]

const order = ['pupil', 'guardian', 'staff', 'user'] as const

/** The register of personal data: what is held about whom, for what, on which basis, how long. */
export function HeldData() {
  const t = useText()
  const [{ data, error }, again] = useQuery({ query: HeldDataQuery })
  if (error && !data) {
    return (
      <Page>
        <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
      </Page>
    )
  }
  return (
    <Page busy={!data}>
      <PageHead title={t('held.title')}>{t('held.lead')}</PageHead>
      <div className="cols">
        {order.map((about) => (
          <Panel key={about} title={t(`held.about.${about}`)}>
            <DataTable
              label={t(`held.about.${about}`)}
              rows={data?.heldData.filter((line) => line.about === about)}
              rowKey={({ name }) => name}
              expect={3}
              columns={[
                { key: 'data', header: t('held.data'), cell: (line) => <What line={line} /> },
                {
                  key: 'why',
                  header: t('held.purpose'),
                  cell: ({ name }) => <div className="held">{words(t, `held.${name}.why`)}</div>,
                },
                { key: 'basis', header: t('held.basis'), cell: (line) => <Basis line={line} /> },
                { key: 'until', header: t('held.until'), cell: (line) => <Until line={line} /> },
              ]}
            />
          </Panel>
        ))}
      </div>
    </Page>
  )
}

function What({ line: { name, sensitive } }: { line: Line }) {
  const t = useText()
  return (
    <div className="held held-what">
      <span>
        <b>{words(t, `held.${name}`)}</b> {sensitive && <Tag kind="wait">{t('held.sensitive')}</Tag>}
      </span>
      <span className="small dim">{words(t, `held.${name}.what`)}</span>
    </div>
  )
}

function Basis({ line: { basis, basisSource } }: { line: Line }) {
  const t = useText()
  return (
    <div className="held">
      {t(`held.basis.${basis}`)}
      <span className="small dim">{basisSource}</span>
    </div>
  )
}

function Until({ line: { until, keepYears, removedByItself } }: { line: Line }) {
  const t = useText()
  return (
    <div className="held">
      {t(`held.until.${until}`, { years: keepYears ?? 0 })}
      {!removedByItself && <span className="small dim">{t('held.stays')}</span>}
    </div>
  )
}

/** Words whose key is made of a line's name. */
const words = (t: Translate, key: string): string => (isTextKey(key) ? t(key) : key)
