import { modules } from '../modules/all.ts'
import { abilityOf } from '../platform/ability.ts'
import type { Post, Role } from '../platform/post.ts'

const school = { id: 'p', person_id: 'self', unit_id: 1, school_id: 1, school_ids: [1, 2] as const }
const office = {
  id: 'p',
  person_id: 'self',
  unit_id: 9,
  school_ids: [1, 2] as const,
  unit_ids: [9, 1, 2] as const,
  subject_ids: null,
  levels: null,
}

/** One post of each role, with a reach that the table can put in words. */
export const posts: { [R in Role]: Extract<Post, { role: R }> } = {
  administrator: { ...office, role: 'administrator', school_ids: 'all', unit_ids: 'all' },
  leader: { ...office, role: 'leader', school_ids: 'all', unit_ids: 'all' },
  officer: { ...office, role: 'officer', school_ids: 'all', unit_ids: 'all' },
  commune_officer: { ...office, role: 'commune_officer' },
  principal: { ...school, role: 'principal' },
  vice_principal: { ...school, role: 'vice_principal' },
  school_administrator: { ...school, role: 'school_administrator' },
  stand_in: { ...school, role: 'stand_in' },
  team_head: { ...school, role: 'team_head', subject_ids: [3] },
  teacher: { ...school, role: 'teacher' },
  subject_teacher: {
    role: 'subject_teacher',
    id: null,
    person_id: 'self',
    unit_id: 1,
    school_id: 1,
    section_ids: ['s'],
    past_section_ids: ['t'],
    class_ids: [5],
  },
  homeroom: {
    role: 'homeroom',
    id: null,
    person_id: 'self',
    unit_id: 1,
    school_id: 1,
    class_ids: [7],
    past_class_ids: [6],
  },
  clerk: { ...school, role: 'clerk' },
  librarian: { ...school, role: 'librarian' },
  equipment_keeper: { ...school, role: 'equipment_keeper' },
  pupil: { ...school, role: 'pupil' },
  parent: { role: 'parent', id: null, person_id: 'self', unit_id: null, child_ids: ['c'] },
}

const places: Record<string, string> = {
  'school_id=1': 'own school',
  'school_id=1,2': 'schools in reach',
  'unit_id=1': 'own school',
  'unit_id=9,1,2': 'units in reach',
  'id=1': 'own school',
  'id=9,1,2': 'units in reach',
  'section_id=s': 'own sections',
  'section_id=s,t': 'own sections, ended ones too',
  'class_id=5': 'classes taught',
  'class_id=7': 'homeroom class',
  'class_id=7,6': 'homeroom classes, ended ones too',
  'person_id=self': 'oneself',
  'person_id=c': 'own children',
  'subject_id=3': 'own subjects',
}

/** The whole of what posts may do, as a Markdown table: role, subject, actions, where, which columns. */
export function permissionTable(): string {
  const grants = modules.flatMap((module) => module.grants ?? [])
  const lines = (Object.keys(posts) as Role[]).flatMap((role) =>
    abilityOf([posts[role]], grants).rules.map((rule) => {
      const subject = String(rule.subject)
      const actions = [rule.action].flat().join(', ')
      return `| ${role} | ${subject} | ${actions} | ${placeOf(rule.conditions as Record<string, unknown> | undefined)} | ${rule.fields ? [rule.fields].flat().join(', ') : 'all'} |`
    }),
  )
  return ['| post | subject | may | where | columns |', '|---|---|---|---|---|', ...lines, ''].join('\n')
}

function placeOf(conditions: Record<string, unknown> = {}): string {
  const parts = Object.entries(conditions).map(([column, value]) => {
    const values =
      value && typeof value === 'object' && '$in' in value ? (value.$in as unknown[]).join(',') : String(value)
    return places[`${column}=${values}`] ?? `${column} = ${values}`
  })
  // A section, class or subject says more than the school around it.
  const narrow = parts.length > 1 ? parts.filter((part) => part !== 'own school') : parts
  return narrow.length ? narrow.join(', ') : 'everywhere'
}
