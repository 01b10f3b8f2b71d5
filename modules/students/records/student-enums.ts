import { enumOf } from '../../../platform/enum.ts'
import type { EnrollmentRow, GuardianshipTable } from '../tables.ts'
import type { PupilGroup } from '../rules/pupil-groups.ts'

/** The sexes in the API, by the numbers of the table. */
export const sexes = { not_stated: 0, male: 1, female: 2 } as const
/** A sex as the API names it. */
export type Sex = keyof typeof sexes
export const SexRef = enumOf<Sex>('Sex', 'The sex in a record.', {
  not_stated: 'Not stated.',
  male: 'Male.',
  female: 'Female.',
})
export const PrecisionRef = enumOf<'day' | 'month' | 'year'>('BirthPrecision', 'How exactly a birth date is known.', {
  day: 'To the day.',
  month: 'To the month.',
  year: 'The year alone.',
})
export const StatusRef = enumOf<EnrollmentRow['status']>('EnrollmentStatus', 'What became of a place in a class.', {
  studying: 'Runs.',
  moved_class: 'Went on in another class.',
  transferred: 'Went to another school.',
  left: 'Left school.',
  deferred: 'Away for a time, the place kept.',
  completed: 'The year is over.',
})
export const GuardianKindRef = enumOf<GuardianshipTable['kind']>('GuardianKind', 'What a guardian is to a pupil.', {
  father: 'Father.',
  mother: 'Mother.',
  guardian: 'Another guardian.',
})
export const GroupRef = enumOf<PupilGroup>('StudentGroup', 'A group of pupils that figures count.', {
  right_age: 'Of the right age for the grade (Circular 32/2020/TT-BGDĐT, Điều 33(1)).',
  full_day: 'Of a class that learns in two sessions a day.',
  repeating: 'Repeats the grade.',
  policy: 'Of any policy group.',
  poor: 'Of a poor household.',
})
export const PovertyRef = enumOf<'poor' | 'near_poor'>('PoorHousehold', 'A household on the list of poor households.', {
  poor: 'Poor.',
  near_poor: 'Near poor.',
})
export const MembershipRef = enumOf<'pioneer' | 'youth_union'>('UnionMember', 'Membership of a pupil.', {
  pioneer: 'Đội viên.',
  youth_union: 'Đoàn viên.',
})
