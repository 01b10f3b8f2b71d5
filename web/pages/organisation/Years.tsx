import { useState } from 'react'
import { useQuery } from 'urql'
import { useParams, useSearchParams } from 'wouter'
import { problemOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { runningYear } from '../../shell/place.ts'
import { useViewer } from '../../shell/session.ts'
import { useAnnounceDone } from '../../shell/undo-change.ts'
import { formatAcademicYear, formatDay, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Programme } from './Programme.tsx'
import { HolidayForm, TermsForm, YearForm } from './YearForms.tsx'
import { RemoveHoliday, SetTerms, YearsQuery, YearsUnitQuery, type Year } from './year-query.ts'
import './units.css'
import './years.css'

/** The academic years: terms, days without lessons, the programme. The department sets them, a school narrows its own. */
export function Years() {
  const t = useText()
  const { unit: slug } = useParams<{ unit?: string }>()
  const { posts, today } = useViewer()
  const [address, setAddress] = useSearchParams()
  const own = slug ?? posts.find(({ unit }) => unit)?.unit?.slug ?? ''
  const [{ data: place, error: placeError }] = useQuery({
    query: YearsUnitQuery,
    variables: { slug: own },
    pause: !own,
  })
  const unit = place?.unit
  const school = unit && (unit.kind === 'school' || unit.kind === 'centre') ? unit : undefined
  const [{ data, error }, again] = useQuery({
    query: YearsQuery,
    variables: { unit: school?.id ?? null },
    pause: !unit,
  })
  const [opening, setOpening] = useState(false)
  const announceDone = useAnnounceDone()
  const wrong = placeError ?? error
  if (wrong && !data) {
    return (
      <Page>
        <ErrorState problem={problemOf(wrong)} />
      </Page>
    )
  }
  const years = data?.academicYears ?? []
  const running = String(runningYear(today))
  const chosen = address.get('year') ?? running
  const year = years.find((one) => String(one.year) === chosen) ?? years[0]
  const reload = () => again({ requestPolicy: 'network-only' })
  const refetch = (text: string) => {
    reload()
    announceDone(text, yearVerbs, reload)
  }
  return (
    <Page narrow busy={!data}>
      <PageHead
        title={t('year.title')}
        tabTitle={t('year.tab', { unit: unit?.shortName ?? '' })}
        actions={
          years[0]?.canSetYear && (
            <Button kind="primary" icon="plus" onClick={() => setOpening(!opening)}>
              {t('year.open', { year: formatAcademicYear((years[0]?.year ?? Number(running)) + 1) })}
            </Button>
          )
        }
      >
        {school ? t('year.of_school', { unit: school.name }) : t('year.of_department', { unit: unit?.name ?? '' })}
      </PageHead>
      {opening && (
        <YearForm
          year={(years[0]?.year ?? Number(running)) + 1}
          like={years[0]}
          onCancel={() => setOpening(false)}
          onDone={() => {
            setOpening(false)
            refetch(t('year.opened'))
          }}
        />
      )}
      {year && (
        <Tabs
          label={t('year.title')}
          value={String(year.year)}
          onChange={(value) => setAddress({ year: value }, { replace: true })}
          tabs={years.map((one) => ({ value: String(one.year), label: formatAcademicYear(one.year) }))}
        >
          <One key={year.year} year={year} school={school} onChanged={refetch} />
        </Tabs>
      )}
    </Page>
  )
}

/** What is done on this page, as the trail names it. */
const yearVerbs = ['year.set', 'year.set_terms', 'year.add_holiday', 'year.remove_holiday', 'curriculum.set']

function One({
  year,
  school,
  onChanged,
}: {
  year: Year
  school: { id: string; grades: readonly number[] } | undefined
  onChanged: (text: string) => void
}) {
  const t = useText()
  const [doing, setDoing] = useState<'terms' | 'year' | 'holiday'>()
  const unit = school?.id ?? null
  const back = useAct(SetTerms)
  const removing = useAct(RemoveHoliday)
  const narrowed = year.terms.some(({ own }) => own)
  const done = (text: string) => {
    setDoing(undefined)
    onChanged(text)
  }
  const asDepartment = async () => {
    if (await back.act({ unit, year: year.year, terms: null })) onChanged(t('year.terms_back'))
  }
  const remove = async (startsOn: string) => {
    if (await removing.act({ unit, year: year.year, startsOn })) onChanged(t('year.holiday_removed'))
  }
  return (
    <div className="year-parts">
      <Panel
        title={t('year.terms')}
        aside={
          year.canSetTerms && (
            <div className="row wrap">
              {school && narrowed && (
                <Button busy={back.busy} onClick={() => void asDepartment()}>
                  {t('year.as_department')}
                </Button>
              )}
              <Button onClick={() => setDoing(school ? 'terms' : 'year')}>
                {t(school ? 'year.narrow' : 'year.alter')}
              </Button>
            </div>
          )
        }
      >
        {back.refusal.general && (
          <div className="pad">
            <Note kind="bad">{back.refusal.general}</Note>
          </div>
        )}
        <DataTable
          label={t('year.terms')}
          rows={year.terms}
          rowKey={({ term }) => String(term)}
          columns={[
            {
              key: 'term',
              header: t('year.term'),
              cell: ({ term, own }) => (
                <>
                  {t('year.term_n', { term })} {own && <Tag kind="acc">{t('year.own')}</Tag>}
                </>
              ),
            },
            { key: 'from', header: t('year.from'), cell: ({ startsOn }) => formatDay(startsOn) },
            { key: 'to', header: t('year.to'), cell: ({ endsOn }) => formatDay(endsOn) },
            { key: 'due', header: t('year.due'), cell: ({ resultsDueOn }) => formatDay(resultsDueOn) },
            {
              key: 'bounds',
              header: t('year.bounds'),
              secondary: true,
              cell: ({ own, bounds }) =>
                own ? t('year.from_to', { from: formatDay(bounds.startsOn), to: formatDay(bounds.endsOn) }) : '',
            },
          ]}
        />
      </Panel>
      {doing === 'terms' && (
        <TermsForm
          unit={unit}
          year={year}
          onDone={() => done(t('year.terms_set'))}
          onCancel={() => setDoing(undefined)}
        />
      )}
      {doing === 'year' && (
        <YearForm
          year={year.year}
          like={year}
          onDone={() => done(t('year.altered'))}
          onCancel={() => setDoing(undefined)}
        />
      )}
      <Panel
        title={t('year.holidays')}
        aside={year.canSetTerms && <Button onClick={() => setDoing('holiday')}>{t('year.add_holiday')}</Button>}
      >
        {removing.refusal.general && (
          <div className="pad">
            <Note kind="bad">{removing.refusal.general}</Note>
          </div>
        )}
        {doing === 'holiday' && (
          <HolidayForm
            unit={unit}
            year={year}
            onDone={() => done(t('year.holiday_added'))}
            onCancel={() => setDoing(undefined)}
          />
        )}
        <DataTable
          label={t('year.holidays')}
          rows={year.holidays}
          rowKey={({ startsOn, own }) => `${startsOn} ${own}`}
          empty={<p className="dim">{t('year.no_holidays')}</p>}
          columns={[
            {
              key: 'name',
              header: t('year.holiday'),
              cell: ({ name, own }) => (
                <>
                  {name} {school && own && <Tag kind="acc">{t('year.own')}</Tag>}
                </>
              ),
            },
            { key: 'from', header: t('year.from'), cell: ({ startsOn }) => formatDay(startsOn) },
            { key: 'to', header: t('year.to'), cell: ({ endsOn }) => formatDay(endsOn) },
            {
              key: 'act',
              header: <span className="sr">{t('import.act')}</span>,
              bare: true,
              cell: ({ startsOn, own, name }) =>
                year.canSetTerms && own ? (
                  <Button
                    kind="link"
                    aria-label={t('year.remove_holiday', { name })}
                    onClick={() => void remove(startsOn)}
                  >
                    {t('classes.remove_short')}
                  </Button>
                ) : null,
            },
          ]}
        />
      </Panel>
      <Programme
        grades={school?.grades.length ? school.grades : [6, 7, 8, 9, 10, 11, 12]}
        year={year.year}
        canSet={year.canSetYear}
        onChanged={onChanged}
      />
    </div>
  )
}
