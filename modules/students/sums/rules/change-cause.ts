/** Why figures counted for a day and those counted now differ. */
export type ChangeCause = 'enrolled' | 'left' | 'returned' | 'moved' | 'corrected' | 'class' | 'result'

/** A row of the trail: before and after. */
export interface RecordImage {
  table: string
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>> | null
}

/** A cause with the pupil or class that it concerns. */
export interface FoundCause {
  cause: ChangeCause
  student_id: string | null
  class_id: string | null
}

/** What of a pupil's record is counted apart. */
const counted = [
  'sex',
  'birth_date',
  'ethnicity',
  'nationality',
  'policy_groups',
  'poor_household',
  'disability',
  'admitted_on',
]

/**
 * The cause that a change of a record is for the figures of a day; null where it does not bear on them. Source:
 * docs/service-rules/reporting.md.
 */
export function causeOf(
  { table, before, after }: RecordImage,
  { academic_year, as_of }: { academic_year: number; as_of: string },
): FoundCause | null {
  const image = after ?? before ?? {}
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
  const of = (cause: ChangeCause, student: unknown = null, room: unknown = null): FoundCause => ({
    cause,
    student_id: text(student),
    class_id: text(room),
  })
  const differs = (column: string) => JSON.stringify(before?.[column]) !== JSON.stringify(after?.[column])
  if (table === 'student') return before && after && counted.some(differs) ? of('corrected', image['id']) : null
  if (image['academic_year'] !== academic_year) return null
  switch (table) {
    case 'enrollment': {
      const [was, is] = [present(before, as_of), present(after, as_of)]
      const moved = [before, after].some((one) => one?.['status'] === 'moved_class')
      if (was !== is) return of(moved ? 'moved' : is ? (before ? 'returned' : 'enrolled') : 'left', image['student_id'])
      return is && (differs('class_id') || differs('repeating')) ? of('moved', image['student_id']) : null
    }
    case 'class':
      return !before || !after || ['grade', 'shift', 'closed_on'].some(differs) ? of('class', null, image['id']) : null
    case 'year_result':
      return of('result', image['student_id'])
    case 'class_approval':
      return image['term'] === 0 && differs('state') ? of('result', null, image['class_id']) : null
    default:
      return null
  }
}

/** Whether an enrollment holds a place on a day; its last day counts, and who finished the year stays in it. */
function present(image: RecordImage['before'], as_of: string): boolean {
  if (!image || String(image['starts_on']) > as_of) return false
  const end = image['ends_on']
  return end === null || end === undefined || String(end) >= as_of || image['status'] === 'completed'
}
