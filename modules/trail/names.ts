import { sql } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import { encodeAccount } from '../identity/public.ts'
import { encodeStudent } from '../students/public.ts'

/** What a line is about, by the name it has today, and where it is looked at. */
export interface TrailRecord {
  kind: 'student' | 'staff' | 'class' | 'section' | 'unit' | 'account' | 'subject' | 'year' | 'other'
  name: string
  link: string | null
  /** As the trail finds its other changes; null where it has none of its own. */
  record: string | null
}

type Image = Record<string, unknown>

interface Found {
  kind: string
  key: string
  name: string
  more: string | null
  link: string | null
  record: string | null
  school_id: number | null
}

/** The names of everything that some lines mention. */
export interface Names {
  student(id: unknown): TrailRecord | null
  book(school_id: unknown, section_id: unknown, academic_year: unknown, term: unknown): TrailRecord | null
  of(kind: string, key: unknown): TrailRecord | null
  around(table: string, image: Image, record: TrailRecord | null): string | null
  /** A stored value as it is shown: names for keys, a list by commas. */
  value(column: string, value: unknown, image: Image): string | null
}

/** Which columns hold keys of what. */
const references: Record<string, string> = {
  student_id: 'student',
  class_id: 'class',
  previous_class_id: 'class',
  section_id: 'section',
  unit_id: 'unit',
  parent_id: 'unit',
  successor_id: 'unit',
  campus_id: 'unit',
  subject_id: 'subject',
  specialised_subject_id: 'subject',
  adjusted_subject_id: 'subject',
  subject_ids: 'subject',
  granted_by: 'account',
  decided_by: 'account',
  submitted_by: 'account',
  checked_by: 'account',
  locked_by: 'account',
  published_by: 'account',
  approved_by: 'account',
  outcome_decided_by: 'account',
  overridden_by: 'account',
  returned_by: 'account',
  office_id: 'unit',
  created_by: 'account',
  person_id: 'person',
  substitute_for: 'person',
}

/** Which table is about what: the kind of the record, and the column that holds its key. */
const about: Record<string, readonly [kind: string, column: string]> = {
  student: ['student', 'id'],
  staff: ['person', 'person_id'],
  class: ['class', 'id'],
  section: ['section', 'id'],
  unit: ['unit', 'id'],
  account: ['account', 'id'],
  post: ['person', 'person_id'],
  assignment: ['person', 'person_id'],
  gradebook: ['section', 'section_id'],
  assessment_column: ['section', 'section_id'],
  unlock: ['section', 'section_id'],
  class_approval: ['class', 'class_id'],
  curriculum: ['subject', 'subject_id'],
  term: ['unit', 'unit_id'],
  holiday: ['unit', 'unit_id'],
  unit_parent: ['unit', 'unit_id'],
  unit_code_alias: ['unit', 'unit_id'],
  unit_former_name: ['unit', 'unit_id'],
}

/** The record that a line is about, by its table: the pupil where it names one. */
export function recordIn(table: string, image: Image, names: Names): TrailRecord | null {
  const [kind, column] = about[table] ?? ['student', 'student_id']
  if (kind === 'section') return names.book(image['school_id'], image[column], image['academic_year'], image['term'])
  return names.of(kind, image[column])
}

/** Looks up, in one statement each, the names of what the images mention, as far as the person may read them. */
export async function namesOf(ctx: Context, images: readonly Image[]): Promise<Names> {
  const keys = keysIn(images)
  const found = await lookUp(ctx, keys)
  const map = new Map(found.map((one) => [`${one.kind} ${one.key}`, one]))
  const of = (kind: string, key: unknown): TrailRecord | null => {
    const one = key === null || key === undefined ? undefined : map.get(`${kind} ${String(key)}`)
    if (!one) return null
    const shown = (kind === 'person' ? (one.more as TrailRecord['kind']) : kind) as TrailRecord['kind']
    return { kind: shown, name: one.name, link: one.link, record: one.record }
  }
  return {
    of,
    student: (id) => of('student', id),
    book(_school, section_id, academic_year, term) {
      const one = of('section', section_id)
      const stored = map.get(`section ${String(section_id)}`)
      if (!one || !stored?.more || (term !== 1 && term !== 2) || typeof academic_year !== 'number') return one
      return { ...one, link: stored.more.replace('{term}', `hk${term}`) }
    },
    around(table, image, record) {
      if (record?.kind === 'section' || table === 'class' || table === 'section') return null
      const name = of('section', image['section_id'])?.name ?? of('class', image['class_id'])?.name ?? null
      return name === record?.name ? null : name
    },
    value(column, value, image) {
      if (value === null || value === undefined) return null
      const kind = references[column]
      if (Array.isArray(value))
        return value.map((one) => (kind && of(kind, one)?.name) || String(one)).join(', ') || null
      if (kind) return of(kind, value)?.name ?? (kind === 'account' ? null : String(value))
      if (typeof value === 'object') return JSON.stringify(value)
      return column === 'value' && image['name'] !== undefined ? String(value).replace(/^"|"$/g, '') : String(value)
    },
  }
}

type Keys = Record<'school' | 'student' | 'class' | 'section' | 'unit' | 'subject' | 'account' | 'person', Set<string>>

function keysIn(images: readonly Image[]): Keys {
  const keys: Keys = {
    school: new Set(),
    student: new Set(),
    class: new Set(),
    section: new Set(),
    unit: new Set(),
    subject: new Set(),
    account: new Set(),
    person: new Set(),
  }
  const kinds = keys as Record<string, Set<string>>
  for (const image of images) {
    if (typeof image['school_id'] === 'number') keys.school.add(String(image['school_id']))
    for (const [column, value] of Object.entries(image)) {
      const kind = references[column]
      if (kind) for (const one of [value].flat()) if (one !== null) kinds[kind]!.add(String(one))
    }
    // A row's own key: numbers are classes or units, the rest is told by what else it holds.
    const id = image['id']
    if (typeof id === 'number') {
      keys.class.add(String(id))
      keys.unit.add(String(id))
    } else if (typeof id === 'string') for (const kind of ['student', 'section', 'account']) kinds[kind]!.add(id)
  }
  return keys
}

const uuids = (set: Set<string>) => [...set].filter((one) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(one))
const numbers = (set: Set<string>) => [...set].map(Number).filter(Number.isInteger)

async function lookUp({ db, ability, locale }: Context, keys: Keys): Promise<Found[]> {
  const schools = numbers(keys.school)
  const { rows } = await sql<Found>`/* trail.names */
    select 'student' as kind, s.id::text as key, s.full_name as name, null as more, s.id::text as link, s.id::text as record, s.school_id
      from student s where s.school_id = any(${schools}::integer[]) and s.id = any(${uuids(keys.student)}::uuid[]) and ${allowed(ability, 'read', 'Student', 's')}
    union all select 'class', k.id::text, k.name, null, concat('/classes/', u.slug, '/', k.academic_year, '-', k.academic_year + 1), 'class:' || k.id, k.school_id
      from class k join unit u on u.id = k.school_id where k.school_id = any(${schools}::integer[]) and k.id = any(${numbers(keys.class)}::integer[]) and ${allowed(ability, 'read', 'Class', 'k')}
    union all select 'section', x.id::text, x.name,
        concat('/', u.slug, '/', x.academic_year, '-', x.academic_year + 1, '/{term}/', coalesce(k.slug, 'k' || x.grade), '/', x.slug),
        concat('/classes/', u.slug, '/', x.academic_year, '-', x.academic_year + 1), x.id::text, x.school_id
      from section x join unit u on u.id = x.school_id left join class k on k.school_id = x.school_id and k.id = x.class_id
      where x.school_id = any(${schools}::integer[]) and x.id = any(${uuids(keys.section)}::uuid[]) and ${allowed(ability, 'read', 'Section', 'x')}
    union all select 'unit', u.id::text, u.short_name, null, '/units/' || u.slug, 'unit:' || u.id, u.id
      from unit u where u.id = any(${numbers(keys.unit)}::integer[]) and ${allowed(ability, 'read', 'Unit', 'u')}
    union all select 'subject', b.id::text, ${locale === 'en' ? sql`b.name_en` : sql`b.name`}, null, null, null, null
      from subject b where b.id = any(${numbers(keys.subject)}::integer[])
    union all select 'account', a.id::text, a.display_name, null, case when ${allowed(ability, 'read', 'Account', 'a')} then concat('/accounts/', u.slug, '/', a.id) end, a.id::text, u.id
      from account a left join unit u on u.id = a.unit_id where a.id = any(${uuids(keys.account)}::uuid[])
    union all select distinct on (f.person_id) 'person', f.person_id::text, f.full_name, 'staff', '/staff/' || u.slug, f.person_id::text, f.school_id
      from staff f join unit u on u.id = f.school_id where f.school_id = any(${schools}::integer[]) and f.person_id = any(${uuids(keys.person)}::uuid[]) and ${allowed(ability, 'read', 'Staff', 'f')}
    union all select 'person', a.person_id::text, a.display_name, 'account', case when ${allowed(ability, 'read', 'Account', 'a')} then concat('/accounts/', u.slug, '/', a.id) end, a.person_id::text, u.id
      from account a left join unit u on u.id = a.unit_id where a.person_id = any(${uuids(keys.person)}::uuid[])
        and not exists (select from staff f where f.school_id = any(${schools}::integer[]) and f.person_id = a.person_id and ${allowed(ability, 'read', 'Staff', 'f')})`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, link: linkOf(row) }))
}

/** The links in which an opaque id stands are finished here. */
function linkOf({ kind, link, school_id, more }: Found): string | null {
  if (!link) return null
  if (kind === 'student') return `/student/${encodeStudent({ school_id: school_id!, student_id: link })}`
  if (kind !== 'account' && more !== 'account') return link
  const [id = '', ...path] = link.split('/').toReversed()
  return [...path.toReversed(), encodeAccount(id)].join('/')
}
