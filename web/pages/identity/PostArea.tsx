import { useQuery } from 'urql'
import { graphql } from '../../graphql.ts'
import type { Role } from '../../shell/session.ts'
import { useText } from '../../text.ts'
import { Check } from '../../ui/Field.tsx'

const SubjectsQuery = graphql(`
  query SubjectsOfPosts {
    subjects {
      id
      name
    }
  }
`)

const levels = ['lower_secondary', 'upper_secondary'] as const

/** What a post is narrowed to; nothing chosen is everything. */
export interface Area {
  levels: readonly (typeof levels)[number][]
  subjects: readonly string[]
}

/** The area of a post that looks after everything. */
export const wholeArea: Area = { levels: [], subjects: [] }

const byLevel = (role: Role) => role === 'officer' || role === 'commune_officer'
const bySubject = (role: Role) => role === 'officer' || role === 'team_head'

/** The area as a post of this role can have it. */
export const areaFor = (role: Role, area: Area) => ({
  levels: byLevel(role) ? [...area.levels] : [],
  subjects: bySubject(role) ? [...area.subjects] : [],
})

/** The levels and subjects of an officer, the subjects of a team's head; other posts have no area. */
export function PostArea({ role, value, onChange }: { role: Role; value: Area; onChange: (area: Area) => void }) {
  const t = useText()
  const [{ data }] = useQuery({ query: SubjectsQuery, pause: !bySubject(role) })
  const toggle = <T,>(from: readonly T[], one: T) =>
    from.includes(one) ? from.filter((other) => other !== one) : [...from, one]
  return (
    <>
      {byLevel(role) && (
        <fieldset className="whole post-area">
          <legend className="lab">{t('accounts.area_levels')}</legend>
          {levels.map((level) => (
            <Check
              key={level}
              label={t(`accounts.level.${level}`)}
              checked={value.levels.includes(level)}
              onChange={() => onChange({ ...value, levels: toggle(value.levels, level) })}
            />
          ))}
        </fieldset>
      )}
      {bySubject(role) && (
        <fieldset className="whole post-area">
          <legend className="lab">{t('accounts.area_subjects')}</legend>
          {data?.subjects.map(({ id, name }) => (
            <Check
              key={id}
              label={name}
              checked={value.subjects.includes(id)}
              onChange={() => onChange({ ...value, subjects: toggle(value.subjects, id) })}
            />
          ))}
        </fieldset>
      )}
    </>
  )
}
