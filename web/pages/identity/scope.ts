import type { Role } from '../../shell/session.ts'
import type { Translate } from '../../text.ts'

/** A post as far as its reach is told. */
export interface ScopedPost {
  role: Role
  unit: { slug: string; shortName: string; kind: string } | null
  subjects: readonly { shortName: string }[] | null
  levels: readonly ('lower_secondary' | 'upper_secondary')[] | null
}

/** What a person teaches and leads, school by school. */
export interface ScopedAccount {
  teaching: readonly { school: string; homeroom: boolean; className: string; subject: { shortName: string } | null }[]
}

type Teaching = ScopedAccount['teaching']

/** Where a post reaches, in words: classes, subjects, levels, or the whole unit. */
export function postScope(t: Translate, { role, unit, subjects, levels }: ScopedPost, teaching: Teaching): string {
  switch (role) {
    case 'teacher': {
      const here = teaching.filter(({ school }) => school === unit?.slug)
      return classesOf(here).join(', ') || t('accounts.scope_unassigned')
    }
    case 'team_head':
      return subjects?.map(({ shortName }) => shortName).join(', ') || t('accounts.scope_subjects')
    case 'pupil':
      return t('accounts.scope_oneself')
    case 'officer':
    case 'commune_officer':
    case 'leader':
    case 'administrator': {
      const area = [
        ...(levels?.map((level) => t(`accounts.level.${level}`)) ?? []),
        ...(subjects?.map(({ shortName }) => shortName) ?? []),
      ]
      if (area.length > 0) return area.join(', ')
      return t('accounts.scope_unit', { kind: unit?.kind ?? '', unit: unit?.shortName ?? '' })
    }
    default:
      return t('accounts.scope_school')
  }
}

/** A post in words: a teacher's with the subjects that are taught, and with the class that is led. */
export function postName(t: Translate, { role, unit }: Pick<ScopedPost, 'role' | 'unit'>, teaching: Teaching): string {
  const here = teaching.filter(({ school }) => school === unit?.slug)
  if (role !== 'teacher' || here.length === 0) return t(`identity.role.${role}`)
  const subjects = [...new Set(here.flatMap(({ subject }) => subject?.shortName ?? []))]
  return [
    subjects.length > 0 ? t('accounts.teacher_of', { subjects: subjects.join(', ') }) : t('identity.role.teacher'),
    ...(here.some(({ homeroom }) => homeroom) ? [t('accounts.homeroom')] : []),
  ].join('; ')
}

/** Classes once each, those that are led first. */
const classesOf = (teaching: Teaching): string[] => [
  ...new Set(teaching.toSorted((a, b) => Number(b.homeroom) - Number(a.homeroom)).map(({ className }) => className)),
]
