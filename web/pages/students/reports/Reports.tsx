import { useState } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { problemOf } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { placePath, termOf, usePlace, yearOf } from '../../../shell/place.ts'
import type { Place } from '../../../shell/place.ts'
import { ReleaseDialog } from '../../../shell/ReleaseDialog.tsx'
import { formatAcademicYear, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Check } from '../../../ui/Field.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { NotFound } from '../../NotFound.tsx'
import { CheckCode } from './CheckCode.tsx'
import { ReportClasses } from './ReportClasses.tsx'
import { ReportJobs } from './ReportJobs.tsx'
import { PrintableQuery, StartMutation, forms } from './report-query.ts'
import type { Form, Format, Printable } from './report-query.ts'
import './reports.css'

/** Official forms of a school: which, of which classes, as what; one class at once, several as work with a bar. */
export function Reports() {
  const t = useText()
  const place = usePlace()
  const { unit = '', year } = place
  const [{ data, error }, again] = useQuery({
    query: PrintableQuery,
    variables: { unit, year: year ? yearOf(year) : 0 },
    pause: !year,
  })
  if (!year) return <NotFound />
  const term = place.term ? (termOf(place.term) ?? 0) : 0
  return (
    <Page narrow busy={!data}>
      <PageHead title={t('report.page_title')}>
        {t(`students.term.${term === 1 ? 1 : term === 2 ? 2 : 0}`)} {formatAcademicYear(yearOf(year))}
      </PageHead>
      {error && !data && (
        <ErrorState problem={problemOf(error)} onRetry={() => again({ requestPolicy: 'network-only' })} />
      )}
      {data?.printableClasses.length === 0 && (
        <EmptyState title={t('report.nothing')}>{t('report.nothing_why')}</EmptyState>
      )}
      {data && data.printableClasses.length > 0 && (
        <div className="report-cols">
          <Choose place={place} year={yearOf(year)} term={term} classes={data.printableClasses} />
          <div className="report-side">
            <ReportJobs />
            <CheckCode />
          </div>
        </div>
      )}
    </Page>
  )
}

function Choose({
  place,
  year,
  term,
  classes,
}: {
  place: Place
  year: number
  term: number
  classes: readonly Printable[]
}) {
  const t = useText()
  const [form, setForm] = useState<Form>('card')
  const [format, setFormat] = useState<Format>('pdf')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(classes.length === 1 ? [classes[0]!.id] : []))
  const { act, busy, refusal, refuse } = useAct(StartMutation)
  const wanted = classes.filter(({ id }) => chosen.has(id))
  const [only] = wanted.length === 1 ? wanted : []
  const order = { classes: wanted.map(({ id }) => id), year, term, form, format }
  return (
    <Panel title={t('report.which')} padded>
      <fieldset className="report-forms">
        <legend className="sr">{t('report.which')}</legend>
        {forms.map((value) => (
          <Check
            key={value}
            type="radio"
            name="form"
            label={t(`report.form.${value}`)}
            hint={t(`report.form_hint.${value}`)}
            checked={form === value}
            onChange={() => setForm(value)}
          />
        ))}
      </fieldset>
      <ReportClasses classes={classes} chosen={chosen} onChange={setChosen} />
      <div className="row wrap report-format">
        <span className="lab">{t('report.format')}</span>
        <Segmented
          label={t('report.format')}
          value={format}
          options={[
            { value: 'pdf', label: 'PDF' },
            { value: 'xlsx', label: t('report.excel') },
          ]}
          onChange={setFormat}
        />
      </div>
      {refusal.general && !refusal.fields['reason'] && <Note kind="bad">{refusal.general}</Note>}
      {refusal.fields['reason'] && (
        <ReleaseDialog
          lead={refusal.fields['reason']}
          document={StartMutation}
          variablesOf={(reason) => ({ ...order, reason })}
          onClose={() => refuse({ fields: {} })}
          onDone={() => refuse({ fields: {} })}
        />
      )}
      {only ? (
        <div className="row wrap">
          <a
            className="btn primary big"
            href={`/files${placePath({ ...place, class: only.slug }, 'reports')}/${form}.${format}`}
            download
          >
            <Icon name="download" /> {t('report.download', { class: only.name })}
          </a>
          <Link className="btn big" href={`${placePath({ ...place, class: only.slug }, 'reports')}?form=${form}`}>
            {t('report.view', { class: only.name })}
          </Link>
        </div>
      ) : (
        <Button
          kind="primary"
          big
          busy={busy}
          reason={wanted.length === 0 ? t('report.choose_class') : undefined}
          onClick={() => void act(order)}
        >
          {t('report.start', { classes: wanted.length })}
        </Button>
      )}
    </Panel>
  )
}
