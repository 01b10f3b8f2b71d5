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

/** The names that two pupils of a list share: they are told apart by their birth dates. */
export function twinsAmong(pupils: readonly Named[]): ReadonlySet<string> {
  const seen = new Set<string>()
  return new Set(pupils.map(fullName).filter((name) => seen.has(name) || !seen.add(name)))
}
