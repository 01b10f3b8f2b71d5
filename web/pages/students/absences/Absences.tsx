import { useClient, useQuery } from 'urql'
import { Link, useParams, useSearchParams } from 'wouter'
import { absencesWarnedFrom } from '../../../../modules/students/absences/rules/limits.ts'
import { absenceLimit } from '../../../../modules/students/results/rules/promotion.ts'
import { problemOf } from '../../../graphql.ts'
import { yearOf } from '../../../shell/place.ts'
import { useText } from '../../../text.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { AbsenceTable } from './AbsenceTable.tsx'
import { AbsencesQuery, type ClassAbsences } from './absences-query.ts'
import '../records/records.css'
import './absences.css'

/** Absences of a class as numbers per pupil and month, with the year against the limit. */
export function Absences() {
  const t = useText()
  const params = useParams<{ unit: string; year: string; class: string }>()
  const client = useClient()
  const variables = { unit: params.unit, year: yearOf(params.year), class: params.class }
  const [{ data, error }, again] = useQuery({ query: AbsencesQuery, variables, requestPolicy: 'network-only' })
  const reload = async () => {
    const { data: now } = await client.query(AbsencesQuery, variables, { requestPolicy: 'network-only' })
    return now?.classAbsences
  }
  const sheet = data?.classAbsences
  if (error && !sheet) {
    return (
      <Page>
        <ErrorState problem={problemOf(error)} onRetry={() => again()} />
      </Page>
    )
  }
  const name = sheet?.className ?? params.class.toUpperCase()
  return (
    <Page busy={!sheet}>
      <PageHead
        title={t('absences.title', { class: name })}
        tabTitle={t('absences.tab', { class: name })}
        actions={
          <Link className="btn" href={`/students/${params.unit}/${params.year}/cn/${params.class}`}>
            <Icon name="people" />
            {t('absences.to_pupils')}
          </Link>
        }
      >
        {t('absences.line', { limit: absenceLimit, from: absencesWarnedFrom })}
      </PageHead>
      {sheet && <Sheet sheet={sheet} reload={reload} />}
    </Page>
  )
}

function Sheet({ sheet, reload }: { sheet: ClassAbsences; reload: () => Promise<ClassAbsences | undefined> }) {
  const t = useText()
  const [address, setAddress] = useSearchParams()
  const asked = address.get('month')
  const month = sheet.months.find((one) => one.startsWith(asked ?? '-')) ?? sheet.months.at(-1)
  if (!month) return <EmptyState title={t('absences.not_begun')}>{t('absences.not_begun_why')}</EmptyState>
  if (sheet.lines.length === 0)
    return (
      <EmptyState title={t('students.none_class', { class: sheet.className })}>{t('students.none_why')}</EmptyState>
    )
  const show = (next: string) =>
    setAddress(next === sheet.months.at(-1) ? {} : { month: next.slice(0, 7) }, { replace: true })
  return (
    <Panel>
      <div className="absence-months">
        <Segmented
          label={t('absences.month_label')}
          value={month}
          options={sheet.months.map((value) => ({
            value,
            label: t('absences.month', { month: Number(value.slice(5, 7)) }),
          }))}
          onChange={show}
        />
      </div>
      <AbsenceTable key={sheet.id} sheet={sheet} month={month} onMonth={show} reload={reload} />
    </Panel>
  )
}
