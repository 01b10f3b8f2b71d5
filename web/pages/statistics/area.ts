import type { Viewer } from '../../shell/session.ts'

/** What an officer's posts look after, as the filters of figures know it. */
export interface Area {
  level: 'lower' | 'upper' | undefined
  /** The subjects of the posts; none where they look after all. */
  subjects: readonly { code: string; shortName: string }[]
}

const offices = new Set(['administrator', 'leader', 'officer', 'commune_officer'])
const all: Area = { level: undefined, subjects: [] }

/** The level and the subjects that an officer's posts name together; a post that looks after all opens all. */
export function areaOf({ posts }: Pick<Viewer, 'posts'>): Area {
  const own = posts.filter(({ role }) => offices.has(role))
  if (own.length === 0 || own.some(({ levels, subjects }) => !levels && !subjects)) return all
  const levels = own.some((post) => !post.levels) ? [] : [...new Set(own.flatMap((post) => post.levels ?? []))]
  const subjects = own.some((post) => !post.subjects) ? [] : own.flatMap((post) => post.subjects ?? [])
  return {
    level: levels.length === 1 ? (levels[0] === 'lower_secondary' ? 'lower' : 'upper') : undefined,
    subjects: [...new Map(subjects.map((subject) => [subject.code, subject])).values()],
  }
}

/**
 * An address with the filters of the own area where it says nothing of them; `all` says that nothing is wanted. A link
 * that asks something already is left as it is.
 */
export function preset(
  address: URLSearchParams,
  area: Area,
  { asked, subject }: { asked: readonly string[]; subject: boolean },
): URLSearchParams {
  const next = new URLSearchParams(address)
  if (asked.some((name) => address.has(name))) return next
  const [first] = area.subjects
  if (area.level && !address.has('level')) next.set('level', area.level)
  if (subject && first && !address.has('subject')) next.set('subject', first.code)
  return next
}
