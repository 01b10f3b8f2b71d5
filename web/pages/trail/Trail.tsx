import { useState } from 'react'
import { Link, useParams } from 'wouter'
import { problemOf } from '../../graphql.ts'
import { usePages } from '../../shell/use-pages.ts'
import { dayAt, formatAcademicYear, formatInstant, formatWeekday, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TrailEntry } from './TrailEntry.tsx'
import { kindNames, TrailQuery, useTrailAddress, type Entry, type Name, type TrailData } from './trail-query.ts'
import './trail.css'

/** The trail of a unit: who changed what, when, from where and why; found, taken out as a file, and taken back. */
export function Trail() {
  const t = useText()
  const { unit } = useParams<{ unit: string }>()
  const { wish, filter, fileQuery, narrowed, set, clear } = useTrailAddress()
  const [trail, setTrail] = useState<TrailData>()
  const pages = usePages(TrailQuery, { unit, filter, first: 40, after: null }, (data) => {
    setTrail(data.trail)
    return data.trail
  })
  if (pages.error && !pages.rows) {
    return (
      <Page>
        <ErrorState problem={problemOf(pages.error)} onRetry={pages.again} />
      </Page>
    )
  }
  const seal = trail?.seal
  return (
    <Page narrow busy={!pages.rows || pages.stale}>
      <PageHead
        title={t('trail.title')}
        tabTitle={t('trail.tab', { unit: trail?.unitShortName ?? '' })}
        actions={
          trail?.mayExport && (
            <>
              <Link className="btn" href="/releases">
                {t('job.releases')}
              </Link>
              <a className="btn" href={`/trail/${unit}/export.xlsx?${fileQuery}`} download>
                <Icon name="download" />
                {t('trail.export_xlsx')}
              </a>
              <a className="btn" href={`/trail/${unit}/export.csv?${fileQuery}`} download>
                {t('trail.export_csv')}
              </a>
            </>
          )
        }
      >
        {trail && t(trail.whole ? 'trail.line_of_office' : 'trail.line_of_unit', { unit: trail.unitName })}
      </PageHead>
      <Panel>
        <details className="trail-search noprint" open={wide.matches || narrowed}>
          <summary className="btn">
            <Icon name="search" />
            {t('trail.filter')}
          </summary>
          <Filters key={unit} wish={wish} set={set} />
        </details>
        {narrowed && (
          <p className="trail-narrowed small">
            {wish.record && <span className="dim">{t('trail.one_record')}</span>}
            <Button kind="link" onClick={clear}>
              {t('trail.clear')}
            </Button>
          </p>
        )}
        {trail && trail.archivedYears.length > 0 && (wish.about || wish.record) && (
          <p className="trail-narrowed small dim">
            {t('trail.search_archived', { years: trail.archivedYears.map(formatAcademicYear).join(', ') })}
          </p>
        )}
        {!pages.rows && (
          <p className="pad">
            <Skeleton width={220} />
          </p>
        )}
        {pages.rows?.length === 0 && (
          <div className="pad">
            <EmptyState title={t('trail.none')}>{t(narrowed ? 'trail.none_why' : 'trail.none_yet')}</EmptyState>
          </div>
        )}
        {daysOf(pages.rows ?? []).map(([day, entries]) => (
          <section key={day} aria-label={formatWeekday(day)}>
            <h2 className="trail-day">{formatWeekday(day)}</h2>
            <ol className="trail">
              {entries.map((entry) => (
                <TrailEntry
                  key={entry.id}
                  entry={entry}
                  whole={trail?.whole ?? false}
                  onRecord={(record) => set('record', record)}
                  onDone={pages.again}
                />
              ))}
            </ol>
          </section>
        ))}
        {pages.more && (
          <p className="more">
            <Button kind="link" busy={pages.loading} onClick={pages.more}>
              {t('trail.more')}
            </Button>
          </p>
        )}
      </Panel>
      {seal && (
        <p className="trail-seal small dim" title={t('trail.sealed_why')}>
          <Icon name="lock" />
          <span>
            {t('trail.sealed', {
              changes: seal.changes,
              at: formatInstant(seal.sealedAt),
              digest: seal.digest.slice(0, 16),
            })}{' '}
            {t('trail.sealed_why')}
          </span>
        </p>
      )}
    </Page>
  )
}

/** On a phone the conditions are folded, so that the first change is in sight. */
const wide = matchMedia('(min-width: 721px)')

/** What is looked for. Words are taken on Enter and on leaving the field; days and kinds at once. */
function Filters({ wish, set }: { wish: Record<Name, string>; set: (name: Name, value: string) => void }) {
  const t = useText()
  return (
    <form
      className="trail-filters"
      role="search"
      aria-label={t('trail.filter')}
      onSubmit={(event) => event.preventDefault()}
    >
      <Words key={`by ${wish.by}`} name="by" hint={t('trail.by_hint')} label={t('trail.by')} wish={wish} set={set} />
      <Words
        key={`about ${wish.about}`}
        name="about"
        hint={t('trail.about_hint')}
        label={t('trail.about')}
        wish={wish}
        set={set}
      />
      <SelectField
        label={t('trail.kind')}
        value={wish.kind}
        options={[
          { value: '', label: t('trail.kind_all') },
          ...kindNames.map((kind) => ({ value: kind, label: t(`trail.kind.${kind}`) })),
        ]}
        onChange={(event) => set('kind', event.target.value)}
      />
      <DateField label={t('trail.from')} value={wish.from} onChange={(day) => day !== undefined && set('from', day)} />
      <DateField label={t('trail.to')} value={wish.to} onChange={(day) => day !== undefined && set('to', day)} />
    </form>
  )
}

function Words({
  name,
  label,
  hint,
  wish,
  set,
}: {
  name: 'by' | 'about'
  label: string
  hint: string
  wish: Record<Name, string>
  set: (name: Name, value: string) => void
}) {
  const [typed, setTyped] = useState(wish[name])
  const take = () => typed.trim() !== wish[name] && set(name, typed.trim())
  return (
    <TextField
      label={label}
      hint={hint}
      value={typed}
      type="search"
      autoComplete="off"
      onChange={(event) => {
        setTyped(event.target.value)
        if (event.target.value === '') set(name, '')
      }}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  )
}

/** The changes by their days, newest first. */
function daysOf(entries: readonly Entry[]): [string, Entry[]][] {
  return [...Map.groupBy(entries, ({ at }) => dayAt(at))]
}
