import { useViewer } from '../../shell/session.ts'
import { areaOf, type Area } from './area.ts'

const ofSchool = new Set(['principal', 'vice_principal', 'school_administrator', 'stand_in'])

/** How far a person's figures reach, and where they begin. */
export interface Frame {
  /** The communes of a province, a list of schools, or one school. */
  top: 'commune' | 'school-list' | 'school'
  /** The school of a person who has figures of one alone. */
  own: string | undefined
  area: Area
  /** Whether a post of the person is in this school. */
  isOwn: (school: string | null | undefined) => boolean
}

/** The frame of the figures of the person who is signed in. */
export function useFrame(): Frame {
  const viewer = useViewer()
  const { posts } = viewer
  const wide = posts.some(({ role }) => role === 'leader' || role === 'officer' || role === 'administrator')
  const own = wide ? undefined : posts.find(({ role }) => ofSchool.has(role))?.unit?.slug
  return {
    top: own ? 'school' : wide ? 'commune' : 'school-list',
    own,
    area: areaOf(viewer),
    isOwn: (school) => posts.some(({ role, unit }) => ofSchool.has(role) && unit?.slug === school),
  }
}

/** By what the widest figures of a person are broken down. */
export const startOf = ({ top }: Pick<Frame, 'top'>): 'commune' | 'school' => (top === 'commune' ? 'commune' : 'school')
