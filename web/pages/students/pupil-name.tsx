import { foldName } from '../../../platform/name.ts'
import { formatDay } from '../../text.ts'

/** The parts of a pupil's name, as lists have them. */
interface Named {
  restName: string
  givenName: string
}

/** A pupil's name with the given name in bold. */
export function PupilName({ pupil }: { pupil: Named }) {
  return (
    <>
      {pupil.restName} <b>{pupil.givenName}</b>
    </>
  )
}

/** A pupil's name as text. */
export const fullName = ({ restName, givenName }: Named) => `${restName} ${givenName}`

/**
 * What tells a pupil of a list apart from others of the same name, however it is spelt (Hòa, Hoà): the birth date, or the
 * code where that is equal too; null for a name that is there once.
 */
export function apartAmong<Pupil extends Named & { birthDate: string; code?: string }>(
  pupils: readonly Pupil[],
): (pupil: Pupil) => string | null {
  const keyOf = (pupil: Named) => foldName(fullName(pupil))
  const names = Map.groupBy(pupils, keyOf)
  return (pupil) => {
    const alike = names.get(keyOf(pupil)) ?? []
    if (alike.length < 2) return null
    const born = alike.filter(({ birthDate }) => birthDate === pupil.birthDate)
    return born.length > 1 && pupil.code ? pupil.code : formatDay(pupil.birthDate)
  }
}
