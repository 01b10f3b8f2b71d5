import type { Sheet, SheetColumn, SheetRow } from '../../../platform/sheet.ts'
import { formatAcademicYear, formatInstant, formatPercent } from '../../../platform/text.ts'
import type { SumsBy } from '../../students/public.ts'
import type { FigureRow, Figures } from '../figures.ts'
import type { Measure } from '../indicators.ts'
import type { FigureQuestion } from '../question.ts'

/** Says a key's words in the reader's language. */
export type Say = (key: string, values?: Record<string, string | number>) => string

/** The table of the explorer as a sheet: what it counts and when stands over it, the whole stands first. */
export function figuresPaper(
  figures: Figures,
  say: Say,
  zone: string,
): { sheet: Sheet; rows: SheetRow[]; name: string } {
  const { question, measure, whole } = figures
  const year = formatAcademicYear(question.academic_year)
  const title = say(`figures.indicator.${question.indicator}`)
  const period = `${say(`figures.term.${question.term}`)} ${year}`
  const fact = (key: string, value: string) => ({ label: say(key), value })
  const sheet: Sheet = {
    name: say('figures.sheet_name'),
    orientation: 'landscape',
    title,
    subtitle: period,
    facts: [
      [
        fact('figures.counts_what', say(`figures.counting.${question.counting}`)),
        fact('figures.counted_share', formatPercent(whole.counted, 'vi')),
        fact('figures.counted_at', formatInstant(figures.at, zone)),
      ],
      [fact('figures.definition', say(`figures.how.${question.indicator}`))],
      [fact('figures.narrowed_to', narrowing(figures.question, say))],
    ],
    columns: columnsOf(figures, say),
    frozenColumns: 1,
  }
  const scale = measure === 'share' ? 100 : 1
  return {
    sheet,
    rows: [
      rowOf({ ...whole, name: say('figures.whole') }, scale, true),
      ...figures.rows.map((row) => rowOf({ ...row, name: unitName(row, question.by, say) }, scale)),
    ],
    name: say('figures.file_name', { indicator: title, period }),
  }
}

function columnsOf({ question, measure }: Figures, say: Say): SheetColumn[] {
  const year = question.academic_year
  const decimals = decimalsOf(measure)
  const unit = say(`figures.unit.${measure}`)
  const number = (key: string, title: string, more = 0): SheetColumn => ({
    key,
    title,
    kind: 'number',
    width: 14,
    align: 'right',
    decimals: more,
  })
  return [
    { key: 'name', title: say(`figures.by.${question.by}`), kind: 'text', width: 32 },
    number('schools', say('figures.schools')),
    number('complete', say('figures.complete_schools')),
    number('base', say('figures.base')),
    number('before', `${formatAcademicYear(year - 1)} (${unit})`, decimals),
    number('now', `${formatAcademicYear(year)} (${unit})`, decimals),
    number('change', say('figures.change'), decimals),
    number('counted', say('figures.counted_percent'), 1),
  ]
}

function rowOf(row: FigureRow, scale: number, strong = false): SheetRow {
  const { name, schools, complete_schools, base, now, before, counted } = row
  const scaled = (value: number | null) => (value === null ? null : value * scale)
  return {
    strong,
    values: {
      name,
      schools,
      complete: complete_schools,
      base,
      before: scaled(before),
      now: scaled(now),
      change: now === null || before === null ? null : (now - before) * scale,
      counted: counted * 100,
    },
  }
}

/** How many decimals a measure has. */
export const decimalsOf = (measure: Measure): number => ({ count: 0, share: 1, mean: 2 })[measure]

/** A row's name in words: sexes, levels, kinds and years are codes until they are called so. */
export function unitName({ key, name }: { key: string; name: string }, by: SumsBy, say: Say): string {
  switch (by) {
    case 'grade':
      return say('figures.grade_name', { grade: key })
    case 'level':
    case 'sex':
      return say(`figures.${by}.${key}`)
    case 'ownership':
      return say(`figures.ownership.${key}`)
    case 'kind':
      return say(`unit.institution.${key}`)
    case 'year':
      return formatAcademicYear(Number(key))
    default:
      return name
  }
}

/** What a question is narrowed to, in words. */
export function narrowing(asked: Partial<FigureQuestion>, say: Say): string {
  const { level, grade, sex, ethnicity, policy, commune, school } = asked
  const parts = [
    commune && say('figures.narrow_commune', { code: commune }),
    school && say('figures.narrow_school', { school }),
    level && say(`figures.level.${level}`),
    grade && say('figures.grade_of', { grade }),
    sex && say(`figures.sex.${sex}`),
    ethnicity && say(`figures.ethnicity.${ethnicity}`),
    policy && say(`figures.policy.${policy}`),
  ].filter((part) => typeof part === 'string')
  return parts.length > 0 ? parts.join(' · ') : say('figures.everybody')
}
