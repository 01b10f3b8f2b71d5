import { isOverfull } from '../../organisation/rules/class-size.ts'
import type { ClassCell, LeaverCell, PupilCell } from '../../students/public.ts'
import { rightAge } from '../../students/sums/rules/right-age.ts'
import type { ControlledRow } from './rules/control-sums.ts'
import type { SchoolCell } from './tables.ts'

/** The parts of a form, in order. */
export const formSections = [
  'schools',
  'classes',
  'pupils',
  'movement',
  'learning',
  'conduct',
  'titles',
  'outcome',
] as const

/** A part of a form. */
export type FormSection = (typeof formSections)[number]

/** What a row counts: things of one kind, those that it says. */
export type Count =
  | { of: 'schools'; where: (cell: SchoolCell) => boolean }
  | { of: 'classes'; where: (cell: ClassCell) => boolean }
  | { of: 'pupils'; where: (cell: PupilCell) => boolean }
  | { of: 'leavers'; where: (cell: LeaverCell) => boolean }

/**
 * One indicator of a form. Its words are `reporting.row.<words>`, what it counts is `reporting.how.<how>`; persons are
 * counted in four columns (all, women, ethnic minorities, women among these), things in one.
 */
export interface FormRow extends ControlledRow {
  section: FormSection
  words: string
  how: string
  values: Readonly<Record<string, string | number>>
  indent: 0 | 1 | 2
  count: Count
}

/** A level of schooling: its grades, the kinds of schools that teach it, and its ages. */
export interface Level {
  grades: readonly number[]
  kinds: readonly string[]
  /** The ages that are listed each by itself; younger and older pupils stand together. */
  ages: readonly number[]
}

/** Lower secondary. */
export const lower: Level = { grades: [6, 7, 8, 9], kinds: ['C2', 'C12', 'C23', 'C123', 'TX'], ages: [11, 12, 13, 14] }
/** Upper secondary. */
export const upper: Level = { grades: [10, 11, 12], kinds: ['C3', 'C23', 'C123', 'TX'], ages: [15, 16, 17] }

type Part = ControlledRow['partOf'][number]
const adds = (whole: string, by: string): Part => ({ whole, adds: by })
const within = (whole: string): Part => ({ whole, adds: null })

function row(
  section: FormSection,
  code: string,
  count: Count,
  {
    partOf = [],
    words = code,
    how = words,
    values = {},
    indent = partOf.length > 0 ? 1 : 0,
  }: Partial<Omit<FormRow, 'section' | 'code' | 'count'>> = {},
): FormRow {
  return { section, code, count, partOf, words, how, values, indent }
}

const pupils = (where: (cell: PupilCell) => boolean): Count => ({ of: 'pupils', where })
const classes = (where: (cell: ClassCell) => boolean): Count => ({ of: 'classes', where })
const schools = (where: (cell: SchoolCell) => boolean): Count => ({ of: 'schools', where })
const leavers = (status: LeaverCell['status'], grades: readonly number[]): Count => ({
  of: 'leavers',
  where: (cell) => cell.status === status && grades.includes(cell.grade),
})

/** The start of the year: schools, classes and pupils on the day. */
export function startRows({ grades, kinds, ages }: Level): FormRow[] {
  const here = ({ grade }: { grade: number }) => grades.includes(grade)
  const [youngest = 0, oldest = 0] = [ages[0], ages.at(-1)]
  const first = grades[0]
  return [
    row(
      'schools',
      'schools',
      schools(() => true),
    ),
    ...kinds.map((kind) =>
      row(
        'schools',
        `schools.kind.${kind}`,
        schools(({ institution_code }) => institution_code === kind),
        {
          partOf: [adds('schools', 'kind')],
          how: 'schools.kind',
        },
      ),
    ),
    ...(['public', 'people_founded', 'private'] as const).map((owner) =>
      row(
        'schools',
        `schools.ownership.${owner}`,
        schools(({ ownership }) => ownership === owner),
        {
          partOf: [adds('schools', 'ownership')],
          how: 'schools.ownership',
        },
      ),
    ),
    row('classes', 'classes', classes(here)),
    ...grades.map((grade) =>
      row(
        'classes',
        `classes.grade.${grade}`,
        classes((cell) => cell.grade === grade),
        {
          partOf: [adds('classes', 'grade')],
          words: 'classes.grade',
          values: { grade },
        },
      ),
    ),
    row(
      'classes',
      'classes.full_day',
      classes((cell) => here(cell) && cell.full_day),
      { partOf: [within('classes')] },
    ),
    row(
      'classes',
      'classes.overfull',
      classes((cell) => here(cell) && isOverfull(cell.grade, cell.size)),
      {
        partOf: [within('classes')],
      },
    ),
    row(
      'classes',
      'classes.inclusive',
      classes((cell) => here(cell) && cell.inclusive),
      { partOf: [within('classes')] },
    ),
    row('pupils', 'pupils', pupils(here)),
    ...gradeRows(grades),
    row(
      'pupils',
      'pupils.age.younger',
      pupils((cell) => here(cell) && cell.age < youngest),
      {
        partOf: [adds('pupils', 'age')],
        values: { age: youngest },
      },
    ),
    ...ages.map((age) =>
      row(
        'pupils',
        `pupils.age.${age}`,
        pupils((cell) => here(cell) && cell.age === age),
        {
          partOf: [adds('pupils', 'age')],
          words: 'pupils.age',
          values: { age },
        },
      ),
    ),
    row(
      'pupils',
      'pupils.age.older',
      pupils((cell) => here(cell) && cell.age > oldest),
      {
        partOf: [adds('pupils', 'age')],
        values: { age: oldest },
      },
    ),
    row(
      'pupils',
      'pupils.right_age',
      pupils((cell) => here(cell) && cell.age === rightAge(cell.grade)),
      {
        partOf: [within('pupils')],
      },
    ),
    row(
      'pupils',
      'pupils.new',
      pupils((cell) => cell.grade === first && !cell.repeating),
      {
        partOf: [within(`pupils.grade.${first}`), within('pupils')],
        values: { grade: first ?? 0 },
      },
    ),
    row(
      'pupils',
      'pupils.repeating',
      pupils((cell) => here(cell) && cell.repeating),
      { partOf: [within('pupils')] },
    ),
    row(
      'pupils',
      'pupils.full_day',
      pupils((cell) => here(cell) && cell.full_day),
      { partOf: [within('pupils')] },
    ),
    row(
      'pupils',
      'pupils.disability',
      pupils((cell) => here(cell) && cell.disability),
      { partOf: [within('pupils')] },
    ),
    row(
      'pupils',
      'pupils.policy',
      pupils((cell) => here(cell) && cell.policy),
      { partOf: [within('pupils')] },
    ),
    row(
      'pupils',
      'pupils.poor',
      pupils((cell) => here(cell) && cell.poor === 'poor'),
      { partOf: [within('pupils')] },
    ),
    row(
      'pupils',
      'pupils.near_poor',
      pupils((cell) => here(cell) && cell.poor === 'near_poor'),
      {
        partOf: [within('pupils')],
      },
    ),
  ]
}

const gradeRows = (grades: readonly number[]): FormRow[] =>
  grades.map((grade) =>
    row(
      'pupils',
      `pupils.grade.${grade}`,
      pupils((cell) => cell.grade === grade),
      {
        partOf: [adds('pupils', 'grade')],
        words: 'pupils.grade',
        values: { grade },
      },
    ),
  )

/** The end of the year: who stayed and left, and the results that the principal has approved. */
export function endRows({ grades }: Level): FormRow[] {
  const last = grades.at(-1)
  const here = ({ grade }: { grade: number }) => grades.includes(grade)
  const levels = [4, 3, 2, 1, null] as const
  const levelRows = (section: 'learning' | 'conduct', of: (cell: PupilCell) => number | null) =>
    levels.flatMap((level) => byGrade(section, `${section}.${level ?? 'none'}`, (cell) => of(cell) === level))
  return [
    row('pupils', 'pupils', pupils(here)),
    ...gradeRows(grades),
    row(
      'movement',
      'received',
      pupils((cell) => here(cell) && cell.received),
      { partOf: [within('pupils')], indent: 0 },
    ),
    ...(['transferred', 'left', 'deferred'] as const).map((status) => row('movement', status, leavers(status, grades))),
    ...levelRows('learning', ({ level }) => level),
    ...levelRows('conduct', ({ conduct }) => conduct),
    ...(['excellent', 'good'] as const).map((title) =>
      row(
        'titles',
        `titles.${title}`,
        pupils((cell) => here(cell) && cell.title === title),
        {
          partOf: [within('pupils')],
          indent: 0,
          how: 'titles',
        },
      ),
    ),
    ...byGrade(
      'outcome',
      'outcome.promoted',
      ({ grade, outcome }) => grade !== last && passed(outcome),
      grades.slice(0, -1),
    ),
    ...byGrade(
      'outcome',
      'outcome.completed',
      ({ grade, outcome }) => grade === last && passed(outcome),
      grades.slice(-1),
    ),
    ...byGrade('outcome', 'outcome.summer', ({ outcome }) => outcome !== null && summer.has(outcome)),
    ...byGrade('outcome', 'outcome.retained', ({ outcome }) => outcome === 'retained'),
    ...byGrade('outcome', 'outcome.none', ({ outcome }) => outcome === null),
  ]

  /** A row of all grades and one of each; the rows of one kind add up to the pupils, and each one's grades to it. */
  function byGrade(section: FormSection, code: string, where: (cell: PupilCell) => boolean, among = grades): FormRow[] {
    return [
      row(
        section,
        code,
        pupils((cell) => here(cell) && where(cell)),
        { partOf: [adds('pupils', section)], indent: 0, how: section },
      ),
      ...among.map((grade) =>
        row(
          section,
          `${code}.grade.${grade}`,
          pupils((cell) => cell.grade === grade && where(cell)),
          {
            partOf: [adds(code, 'grade'), adds(`pupils.grade.${grade}`, section)],
            words: 'grade',
            how: section,
            values: { grade },
          },
        ),
      ),
    ]
  }
}

const passed = (outcome: string | null) => outcome === 'promoted' || outcome === 'completed'
const summer: ReadonlySet<string> = new Set(['summer_training', 'reassessment', 'reassessment_and_training'])
