import { useState } from 'react'
import { useQuery } from 'urql'
import { useSearchParams } from 'wouter'
import { problemOf } from '../../../graphql.ts'
import { refusalOfError } from '../../../shell/act.ts'
import { runningYear } from '../../../shell/place.ts'
import { useViewer } from '../../../shell/session.ts'
import { useUndoChange } from '../../../shell/undo-change.ts'
import { formatAcademicYear, formatInstant, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { SelectField } from '../../../ui/Field.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { choiceWords, readingWords, ReadingsQuery, type Reading } from './reading-query.ts'
import { ReadingForm } from './ReadingForm.tsx'
import './readings.css'

/** What the rules leave open: how each place is read, on which grounds, since when; leaders of the sở decide. */
export function Readings() {
  const t = useText()
  const { today } = useViewer()
  const running = runningYear(today)
  const [address, setAddress] = useSearchParams()
  const year = Number(address.get('year')) || running
  const [{ data, error }, again] = useQuery({ query: ReadingsQuery, variables: { year } })
  const reload = () => again({ requestPolicy: 'network-only' })
  if (error && !data) {
    return (
      <Page>
        <ErrorState problem={problemOf(error)} onRetry={reload} />
      </Page>
    )
  }
  const readings = data?.policyReadings
  return (
    <Page narrow busy={!data}>
      <PageHead title={t('reading.title')} tabTitle={t('reading.tab')}>
        {readings && t('reading.lead', { count: readings.length })}{' '}
        {data && !data.maySetReadings && t('reading.only_read')}
      </PageHead>
      <div className="reading-year noprint">
        <SelectField
          label={t('reading.year')}
          value={String(year)}
          options={[running - 1, running, running + 1].map((one) => ({
            value: String(one),
            label: formatAcademicYear(one),
          }))}
          onChange={(event) => setAddress({ year: event.target.value }, { replace: true })}
        />
      </div>
      {!readings && <Skeleton width={220} />}
      <div className="readings">
        {readings?.map((reading) => (
          <One
            key={reading.name}
            reading={reading}
            year={running}
            maySet={data?.maySetReadings ?? false}
            onChanged={reload}
          />
        ))}
      </div>
    </Page>
  )
}

function One({
  reading,
  year,
  maySet,
  onChanged,
}: {
  reading: Reading
  year: number
  maySet: boolean
  onChanged: () => void
}) {
  const t = useText()
  const [changing, setChanging] = useState(false)
  const { name, value, usual, ownSince, confidence, source } = reading
  const title = readingWords(t, `reading.of.${name}`)
  return (
    <Panel
      title={title}
      padded
      aside={
        maySet &&
        !changing && (
          <Button aria-label={t('reading.change_what', { title })} onClick={() => setChanging(true)}>
            {t('reading.change')}
          </Button>
        )
      }
    >
      <p>{readingWords(t, `reading.why.${name}`)}</p>
      <dl className="reading-facts">
        <dt>{t('reading.holds')}</dt>
        <dd>
          <b>{choiceWords(t, name, value)}</b>{' '}
          <span className="small dim">
            {ownSince === null ? t('reading.usual') : t('reading.own_since', { year: formatAcademicYear(ownSince) })}
          </span>{' '}
          <Tag kind={confidence === '?' ? 'wait' : undefined}>
            {readingWords(t, `reading.confidence.${confidence}`)}
          </Tag>
        </dd>
      </dl>
      <p className="small dim">
        {t('reading.grounds', { source: ownSince === null ? readingWords(t, `reading.source_of.${name}`) : source })}
      </p>
      {changing && (
        <ReadingForm
          reading={reading}
          year={year}
          usual={usual}
          onCancel={() => setChanging(false)}
          onSaved={(from) => {
            setChanging(false)
            announce(t('reading.saved', { year: formatAcademicYear(from) }))
            onChanged()
          }}
        />
      )}
      {reading.history.length > 0 && <History reading={reading} maySet={maySet} onChanged={onChanged} />}
    </Panel>
  )
}

function History({ reading, maySet, onChanged }: { reading: Reading; maySet: boolean; onChanged: () => void }) {
  const t = useText()
  const undo = useUndoChange()
  const [refused, setRefused] = useState<string>()
  const newest = reading.history.find(({ undoneAt }) => !undoneAt)
  const takeBack = async (change: string) => {
    const { error } = await undo(change)
    setRefused(error && (refusalOfError(t, error).general ?? t('error.unknown')))
    if (error) return
    announce(t('reading.undone_now'))
    onChanged()
  }
  return (
    <>
      <h3 className="reading-history">{t('reading.history')}</h3>
      <ol className="small">
        {reading.history.map(({ change, fromYear, value, source, decidedAt, by, undoneAt }) => (
          <li key={change} className={undoneAt ? 'reading-undone' : undefined}>
            <b>
              {t('reading.decided', {
                year: formatAcademicYear(fromYear),
                value: choiceWords(t, reading.name, value),
              })}
            </b>{' '}
            <span className="dim">
              {source} · {t('reading.decided_by', { by: by ?? '', at: formatInstant(decidedAt) })}
            </span>{' '}
            {undoneAt && <Tag>{t('reading.undone', { at: formatInstant(undoneAt) })}</Tag>}
            {maySet && newest?.change === change && (
              <Button kind="link" className="small noprint" onClick={() => void takeBack(change)}>
                {t('reading.undo')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {refused && (
        <p className="small bad-words" role="alert">
          {refused}
        </p>
      )}
    </>
  )
}
