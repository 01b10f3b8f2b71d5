import { changed } from './question.ts'

/** The address one step further in: the schools of a commune, the grades of a school, the classes of a grade, one year. */
export function inwards(
  { by, school }: { by: string; school?: string | null },
  key: string,
  address: URLSearchParams,
  path = '/figures',
): string | undefined {
  switch (by) {
    case 'commune':
      return changed(address, { commune: key, by: undefined }, path)
    case 'school':
      return changed(address, { school: key, by: undefined }, path)
    case 'grade':
      return changed(address, { grade: key, by: school ? 'class' : undefined }, path)
    case 'level':
    case 'sex':
    case 'year':
    case 'subject':
      return changed(address, { [by]: key, by: undefined }, path)
    default:
      return undefined
  }
}

/** Where the pupils whom a school's figure counts are listed; undefined where no list is narrowed to them. */
export function listOf(
  {
    indicator,
    by,
    school,
    academicYear,
    term,
    grade,
    sex,
    ethnicity,
  }: {
    indicator: string
    by: string
    school?: string | null
    academicYear: number
    term: number
    grade?: number | null
    sex?: number | null
    ethnicity?: string | null
  },
  key: string,
): string | undefined {
  if (!school) return undefined
  const year = `${academicYear}-${academicYear + 1}`
  const room = by === 'class' && key ? `/${key}` : ''
  if (/^(learning|conduct|title|promoted|retained)/.test(indicator))
    return `/results/${school}/${year}/hk${term || 2}${room}`
  const filter = lists[indicator]
  if (!filter) return undefined
  const sexOf = { '1': 'male', '2': 'female' }
  const query = new URLSearchParams(filter)
  const gradeIs = by === 'grade' && key ? key : grade
  const sexIs = by === 'sex' && key ? key : String(sex ?? '')
  if (gradeIs && !room) query.set('grade', String(gradeIs))
  if (sexIs === '1' || sexIs === '2') query.set('sex', sexOf[sexIs])
  if (ethnicity === 'minority') query.set('ethnicity', ethnicity)
  const text = query.toString()
  return `/students/${school}/${year}${room ? `/hk${term || 1}${room}` : ''}${text && `?${text}`}`
}

/** The filter of the list of pupils that shows what an indicator counts. */
const lists: Record<string, Record<string, string>> = {
  pupils: {},
  female: { sex: 'female' },
  minority: { ethnicity: 'minority' },
  disability: { disabled: 'true' },
  right_age: { group: 'right_age' },
  full_day: { group: 'full_day' },
  repeating: { group: 'repeating' },
  policy: { group: 'policy' },
  poor: { group: 'poor' },
  left: { status: 'left' },
  transferred: { status: 'transferred' },
}
