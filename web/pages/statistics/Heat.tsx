import { useState } from 'react'
import { useQuery } from 'urql'
import { Link, useSearchParams } from 'wouter'
import { problemOf } from '../../graphql.ts'
import { formatInstant, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { Column, Sort } from '../../ui/DataTable.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageTitle } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { preset } from './area.ts'
import { AreaNote } from './AreaNote.tsx'
import { FigureCrumb } from './FigureCrumb.tsx'
import { Filter, gradesIn } from './FigureFilters.tsx'
import { nameOf } from './FigureTable.tsx'
import { FigureViews } from './FigureViews.tsx'
import { startOf, useFrame } from './frame.ts'
import { heatBreakdowns, heatSets, standing, stepOf, type HeatSet } from './heat-sets.ts'
import { inwards } from './inwards.ts'
import { HeatQuery, PeriodsQuery, type HeatAnswer, type HeatRow } from './queries.ts'
import { byIn, changed, fileQuery, numberIn, oneOf, periodIn, type Period } from './question.ts'
import { Share } from './Share.tsx'
import { figureText, periodText, wholeName } from './words.ts'
import './figures.css'

const path = '/figures/heat'

/** Units by indicators: several figures of each unit side by side, told apart by shade and bar. */
export function Heat() {
  const t = useText()
  const [{ data: known, error: lost }, retry] = useQuery({ query: PeriodsQuery })
  const [address] = useSearchParams()
  const frame = useFrame()
  const start = preset(address, frame.area, { asked: ['set', 'level'], subject: false })
  if (frame.own && !start.get('school')) start.set('school', frame.own)
  const set = heatSets.find(({ name }) => name === start.get('set')) ?? heatSets[0]
  const asked = askedIn(start, known?.figurePeriods ?? [], set, startOf(frame))
  const [{ data, error, fetching }, again] = useQuery({ query: HeatQuery, variables: asked, pause: !known })
  const heat = data?.heat
  const problem = lost ?? error
  return (
    <Page busy={fetching && !heat}>
      <div className="row wrap spread figures-top">
        <FigureCrumb question={asked} figures={heat} address={start} top={frame.top} path={path} />
        <FigureViews address={start} view="heat" />
      </div>
      <div className="head figures-head">
        <div>
          <PageTitle
            title={t('figures.heat_of', { set: t(`figures.heat_set.${set.name}`) })}
            tabTitle={t('figures.heat')}
          />
          <p className="small dim">
            {[
              periodText(t, asked),
              set.name === 'pupils' || set.name === 'progress'
                ? undefined
                : heat && t(`figures.counting.${heat.counting}`),
              heat && formatInstant(heat.at),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <div className="row wrap noprint">
          <Share page="heat" query={fileQuery(asked)} />
        </div>
      </div>
      <Filters address={start} asked={asked} set={set} periods={known?.figurePeriods ?? []} />
      <AreaNote
        level={frame.area.level === asked.level ? frame.area.level : undefined}
        subject={undefined}
        href={changed(start, { level: 'all' }, path)}
      />
      {problem && !heat && (
        <ErrorState
          problem={problemOf(problem)}
          onRetry={() => (lost ? retry : again)({ requestPolicy: 'network-only' })}
        />
      )}
      {heat && <Answer heat={heat} asked={asked} address={start} whole={wholeName(t, heat.place, frame.top)} />}
    </Page>
  )
}

type Asked = ReturnType<typeof askedIn>

function askedIn(address: URLSearchParams, periods: readonly Period[], set: HeatSet, start: 'commune' | 'school') {
  const get = (name: string) => address.get(name) || undefined
  const [commune, school] = [get('commune'), get('school')]
  const by = byIn(get('by'), 'pupils', { commune, school, start })
  const { academicYear, term } = periodIn(address, periods, set.terms, set.name === 'pupils' || set.name === 'progress')
  return {
    academicYear,
    term,
    indicators: [...set.codes],
    by: heatBreakdowns.includes(by) ? by : byIn(undefined, 'pupils', { commune, school, start }),
    commune,
    school,
    level: oneOf(get('level'), ['lower', 'upper'] as const),
    grade: numberIn(get('grade')),
  }
}

function Filters({
  address,
  asked,
  set,
  periods,
}: {
  address: URLSearchParams
  asked: Asked
  set: HeatSet
  periods: readonly Period[]
}) {
  const t = useText()
  const line = (label: string, current: boolean, changes: Record<string, string | number | undefined>) => ({
    label,
    current,
    href: changed(address, changes, path),
  })
  const all = t('figures.all')
  const places = asked.school
    ? (['grade', 'class', 'level', 'year'] as const)
    : asked.commune
      ? (['school', 'grade', 'level', 'kind', 'ownership', 'year'] as const)
      : (['commune', 'school', 'grade', 'level', 'kind', 'ownership', 'year'] as const)
  return (
    <div className="filters noprint" role="group" aria-label={t('figures.filters')}>
      <Filter
        name={t('figures.filter.group')}
        items={heatSets.map(({ name }) => line(t(`figures.heat_set.${name}`), name === set.name, { set: name }))}
      />
      <Filter
        name={t('figures.filter.by')}
        items={places.map((by) => line(t(`figures.by.${by}`), by === asked.by, { by }))}
      />
      <Filter
        name={t('figures.filter.period')}
        items={periods
          .filter(({ term }) => (set.terms as readonly number[]).includes(term))
          .map((period) =>
            line(periodText(t, period), period.academicYear === asked.academicYear && period.term === asked.term, {
              year: period.academicYear,
              term: period.term,
            }),
          )}
      />
      <Filter
        name={t('figures.filter.level')}
        items={[
          line(all, !asked.level, { level: 'all', grade: undefined }),
          ...(['lower', 'upper'] as const).map((level) =>
            line(t(`figures.level.${level}`), asked.level === level, { level, grade: undefined }),
          ),
        ]}
      />
      <Filter
        name={t('figures.filter.grade')}
        items={[
          line(all, !asked.grade, { grade: undefined }),
          ...gradesIn(asked.level).map((grade) => line(String(grade), asked.grade === grade, { grade })),
        ]}
      />
    </div>
  )
}

function Answer({
  heat,
  asked,
  address,
  whole,
}: {
  heat: HeatAnswer
  asked: Asked
  address: URLSearchParams
  /** What all units together are called. */
  whole: string
}) {
  const t = useText()
  const [sort, setSort] = useState<Sort>({ key: 'name', descending: false })
  const columns = columnsOf(t, heat, asked, address)
  return (
    <div className="figures-answer">
      <Panel
        title={t('figures.units', { by: asked.by, count: heat.rows.length })}
        aside={
          <span className="heat-key small dim">
            {t('figures.heat_low')}
            {[0, 1, 2, 3, 4].map((step) => (
              <i key={step} className={`heat heat-${step}`} />
            ))}
            {t('figures.heat_high')}
          </span>
        }
      >
        <DataTable
          label={t('figures.heat')}
          columns={columns}
          rows={ordered(heat, sort, (row) => nameOf(t, asked, row))}
          rowKey={({ key }) => key}
          sort={sort}
          onSort={setSort}
        >
          <tr className="sel">
            <th scope="row">
              <b>{whole}</b>
            </th>
            {heat.whole.cells.map((cell, index) => {
              const column = heat.columns[index]!
              return (
                <td key={column.indicator} className="num" data-name={t(`figures.indicator.${column.indicator}`)}>
                  <b className="heat-plain">
                    {figureText(t, cell ?? { few: false }, cell?.now ?? null, column.measure)}
                  </b>
                </td>
              )
            })}
          </tr>
        </DataTable>
      </Panel>
    </div>
  )
}

function columnsOf(
  t: Translate,
  { columns, rows }: HeatAnswer,
  asked: Asked,
  address: URLSearchParams,
): Column<HeatRow>[] {
  return [
    {
      key: 'name',
      header: t(`figures.by.${asked.by}`),
      sortable: true,
      cell: (row) => {
        const href = inwards(asked, row.key, address, path)
        const name = nameOf(t, asked, row)
        return href ? (
          <Link className="quiet nowrap" href={href}>
            {name}
          </Link>
        ) : (
          name
        )
      },
    },
    ...columns.map(({ indicator, measure }, index): Column<HeatRow> => {
      const values = rows.map(({ cells }) => cells[index]?.now ?? null)
      return {
        key: indicator,
        header: t(`figures.indicator.${indicator}`),
        num: true,
        sortable: true,
        cell: ({ cells }) => {
          const cell = cells[index]
          const place = standing(cell?.now ?? null, values)
          const words = figureText(t, cell ?? { few: false }, cell?.now ?? null, measure)
          return place === undefined ? (
            <span className="faint heat-plain">{words}</span>
          ) : (
            <span
              className={`heat heat-${stepOf(place)}`}
              style={{ backgroundSize: `${Math.round(place * 100)}% 3px` }}
            >
              {words}
            </span>
          )
        },
      }
    }),
  ]
}

function ordered({ rows, columns }: HeatAnswer, { key, descending }: Sort, named: (row: HeatRow) => string): HeatRow[] {
  const names = new Intl.Collator('vi', { numeric: true })
  const index = columns.findIndex(({ indicator }) => indicator === key)
  const value = ({ cells }: HeatRow) => cells[index]?.now ?? -Infinity
  const compare = (a: HeatRow, b: HeatRow) =>
    (index < 0 || value(a) === value(b) ? 0 : value(a) - value(b)) || names.compare(named(a), named(b))
  return rows.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)))
}
