import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { formatAcademicYear, formatNumber, isTextKey, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { Dumbbell, DumbbellAxis } from '../../ui/charts/Dumbbell.tsx'
import type { Axis } from '../../ui/charts/Dumbbell.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { Column, Sort } from '../../ui/DataTable.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { FigureRow, Figures } from './queries.ts'
import type { Question } from './question.ts'
import { changeOf, changeText, figureText, onAxis, plainText } from './words.ts'

/** The figures unit by unit: two years, the change, both on one axis, and what is counted. The whole stands first. */
export function FigureTable({
  question,
  figures,
  axis,
  pictures,
  whole,
  sort,
  onSort,
  hrefOf,
  listOfRow,
}: {
  question: Question
  figures: Figures
  axis: Axis
  pictures: boolean
  /** What all units together are called. */
  whole: string
  sort: Sort
  onSort: (sort: Sort) => void
  /** Where a unit leads: into it; undefined for what has no parts to show. */
  hrefOf: (row: FigureRow) => string | undefined
  /** The list that a figure counts, where the person's post opens it. */
  listOfRow: ((row: FigureRow) => string | undefined) | undefined
}) {
  const t = useText()
  const columns = columnsOf(t, question, figures, axis, pictures, hrefOf, listOfRow)
  return (
    <DataTable
      label={t(`figures.by.${question.by}`)}
      columns={columns}
      rows={ordered(figures.rows, sort, figures.measure)}
      rowKey={(row) => row.key}
      sort={sort}
      onSort={onSort}
    >
      <tr className="sel">
        {columns.map((column, index) =>
          index === 0 ? (
            <th key={column.key} scope="row">
              <b>{whole}</b>
            </th>
          ) : (
            <td
              key={column.key}
              className={[column.num && 'num', column.secondary && 'secondary'].filter(Boolean).join(' ') || undefined}
              data-name={typeof column.header === 'string' && !column.bare ? column.header : undefined}
            >
              {column.cell(figures.whole)}
            </td>
          ),
        )}
      </tr>
    </DataTable>
  )
}

function columnsOf(
  t: Translate,
  question: Question,
  { measure, whole }: Figures,
  axis: Axis,
  pictures: boolean,
  hrefOf: (row: FigureRow) => string | undefined,
  listOfRow: ((row: FigureRow) => string | undefined) | undefined,
): Column<FigureRow>[] {
  const { academicYear: year, by, indicator } = question
  const plain = measure === 'count' || by === 'year'
  const value = (row: FigureRow, of: number | null): ReactNode =>
    of === null ? <span className="faint">{figureText(t, row, of, measure)}</span> : plainText(of, measure)
  const withYears = whole.before !== null
  const unit = measure === 'share' ? ' %' : ''
  return [
    {
      key: 'name',
      header: t(`figures.by.${by}`),
      sortable: true,
      cell: (row) => {
        const href = hrefOf(row)
        const name = nameOf(t, question, row)
        return href ? (
          <Link className="quiet nowrap" href={href}>
            {name}
          </Link>
        ) : (
          name
        )
      },
    },
    ...(by !== 'school' && by !== 'class' && !question.school
      ? [{ key: 'schools', header: t('figures.schools'), num: true, secondary: true, cell: schools } as const]
      : []),
    ...(measure === 'count'
      ? []
      : [
          {
            key: 'base',
            header: t(`figures.base_of.${baseOf(indicator)}`),
            num: true,
            secondary: true,
            sortable: true,
            cell: base,
          } as const,
        ]),
    ...(withYears
      ? [
          {
            key: 'before',
            header: by === 'year' ? t('figures.year_before') : formatAcademicYear(year - 1),
            num: true,
            cell: (row: FigureRow) => value(row, row.before),
          },
        ]
      : []),
    {
      key: 'now',
      header: by === 'year' ? `${t('figures.figure')}${unit}` : `${formatAcademicYear(year)}${unit}`,
      num: true,
      sortable: true,
      cell: (row) => <b>{value(row, row.now)}</b>,
    },
    ...(withYears
      ? [
          {
            key: 'change',
            header: t('figures.change'),
            num: true,
            sortable: true,
            cell: (row: FigureRow) => {
              const change = changeOf(row, measure)
              const tone =
                measure === 'count' || change === undefined ? undefined : change < 0 ? 'delta-down' : 'delta-up'
              return <span className={isBad(indicator) ? undefined : tone}>{changeText(row, measure)}</span>
            },
          },
        ]
      : []),
    ...(pictures && !plain
      ? [
          {
            key: 'picture',
            header: (
              <>
                <span className="sr">{t('figures.both_years')}</span>
                <DumbbellAxis axis={axis} unit={measure === 'share' ? '%' : ''} />
              </>
            ),
            bare: true,
            secondary: true,
            cell: (row: FigureRow) =>
              row.now !== null && (
                <Dumbbell
                  label={`${nameOf(t, question, row)}: ${[row.before, row.now].flatMap((it) => (it === null ? [] : figureText(t, row, it, measure))).join(' → ')}`}
                  before={row.before === null ? undefined : onAxis(row.before, measure)}
                  now={onAxis(row.now, measure)}
                  axis={axis}
                  reference={whole.now === null ? undefined : onAxis(whole.now, measure)}
                />
              ),
          },
        ]
      : []),
    ...(listOfRow
      ? [
          {
            key: 'list',
            header: t('figures.list'),
            cell: (row: FigureRow) => {
              const href = listOfRow(row)
              return (
                href && (
                  <Link className="small nowrap noprint" href={href}>
                    {t('figures.open_list')}
                  </Link>
                )
              )
            },
          } as const,
        ]
      : []),
    ...(!ofResults(indicator)
      ? []
      : [{ key: 'complete', header: t('figures.complete'), cell: (row: FigureRow) => <Complete row={row} by={by} /> }]),
  ]
}

function Complete({ row, by }: { row: FigureRow; by: Question['by'] }) {
  const t = useText()
  const { schools, completeSchools, counted } = row
  if (completeSchools === schools) return t('figures.complete_all')
  if (by === 'commune' && completeSchools > 0 && row.key !== '')
    return (
      <Tag kind="wait" icon="clock">
        {t('figures.lacking', { count: schools - completeSchools })}
      </Tag>
    )
  return (
    <span className="dim">
      {t('figures.counted_part', { share: formatNumber(Math.floor(counted * 1000) / 10, 1) })}
    </span>
  )
}

const schools = (row: FigureRow) => formatNumber(row.schools)
const base = (row: FigureRow) => formatNumber(row.base)

/** The name of a unit: grades are numbers until they are called so. */
export function nameOf(
  t: Translate,
  { by }: Pick<Question, 'by'>,
  { key, name }: Pick<FigureRow, 'key' | 'name'>,
): string {
  switch (by) {
    case 'grade':
      return t('figures.grade_name', { grade: key })
    case 'year':
      return formatAcademicYear(Number(key))
    case 'level':
    case 'sex':
      return said(t, `figures.${by}.${key}`) ?? name
    case 'ownership':
      return said(t, `figures.ownership.${key}`) ?? name
    case 'kind':
      return said(t, `unit.institution.${key}`) ?? name
    default:
      return name
  }
}

const said = (t: Translate, key: string) => (isTextKey(key) ? t(key) : null)

/** Results and marks are counted once approved or locked; everything else is as it is. */
const ofResults = (indicator: Question['indicator']) =>
  /^(learning|conduct|title|promoted|retained|midterm|final|average)/.test(indicator)

/** What stands under the line of an indicator: pupils, marks or books. */
function baseOf(indicator: Question['indicator']): 'pupils' | 'marks' | 'books' | 'classes' {
  if (indicator === 'books_locked') return 'books'
  if (indicator.startsWith('classes')) return 'classes'
  return /^(midterm|final|average|entered)/.test(indicator) ? 'marks' : 'pupils'
}

/** More of it is not better, so its change has no colour. */
const isBad = (indicator: Question['indicator']) =>
  /_[12]$|^(female|repeating|minority|policy|poor|disability|left|transferred|retained)$/.test(indicator)

function ordered(rows: readonly FigureRow[], { key, descending }: Sort, measure: Figures['measure']): FigureRow[] {
  const names = new Intl.Collator('vi', { numeric: true })
  const value = (row: FigureRow) =>
    key === 'base' ? row.base : key === 'change' ? (changeOf(row, measure) ?? -Infinity) : (row.now ?? -Infinity)
  const compare = (a: FigureRow, b: FigureRow) =>
    key === 'name' ? names.compare(a.name, b.name) : value(a) - value(b) || names.compare(a.name, b.name)
  return rows.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)))
}
