import { graphql, type ResultOf } from '../../../graphql.ts'

/** The guardians of a class, and how far each has come. */
export const GuardiansQuery = graphql(`
  query ClassGuardians($unit: String!, $year: Int!, $class: String!) {
    classGuardians(unit: $unit, year: $year, class: $class) {
      schoolName
      className
      classId
      canEnd
      pupilsWithoutAccount
      pupils {
        student
        number
        restName
        givenName
        birthDate
        guardians {
          id
          kind
          fullName
          state
          claimedAt
          slipUntil
          endedOn
          endReason
          hasSecondFact
        }
      }
    }
  }
`)

type Class = NonNullable<ResultOf<typeof GuardiansQuery>['classGuardians']>
/** A pupil with the guardians in the record. */
export type Pupil = Class['pupils'][number]
/** A guardian of a pupil. */
export type Guardian = Pupil['guardians'][number]

/** A line of the table: a guardian, under the pupil whose first line names them. */
export interface Line {
  pupil: Pupil
  guardian: Guardian | undefined
  first: boolean
}
