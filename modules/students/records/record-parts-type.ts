import { may } from '../../../platform/ability.ts'
import { builder } from '../../../platform/graphql.ts'
import { encodeKey } from '../../../platform/key.ts'
import { encodeClass } from '../../organisation/public.ts'
import type { FieldChange, RecordChange } from './history.ts'
import type { GuardianRow, Seat } from './queries.ts'
import { GuardianKindRef, StatusRef } from './student-enums.ts'

/** A place in a class. */
export const EnrollmentRef = builder.objectRef<Seat & { school_id: number }>('Enrollment').implement({
  description: "A pupil's place in a class from a day to a day.",
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    classId: t.id({ description: 'The id of the class.', resolve: (seat) => encodeClass(seat) }),
    className: t.exposeString('class_name', { description: 'The name of the class.' }),
    classSlug: t.exposeString('class_slug', { description: 'The class in addresses.' }),
    grade: t.exposeInt('grade', { description: 'The grade of the class.' }),
    number: t.exposeInt('number', { nullable: true, description: 'The class number (STT).' }),
    status: t.expose('status', { type: StatusRef, description: 'What became of it.' }),
    startsOn: t.expose('starts_on', { type: 'LocalDate', description: 'The first day in the class.' }),
    endsOn: t.expose('ends_on', { type: 'LocalDate', nullable: true, description: 'The last day in the class.' }),
    endReason: t.exposeString('end_reason', { nullable: true, description: 'Why it ended.' }),
    repeating: t.exposeBoolean('repeating', { description: 'Whether the pupil repeats the grade.' }),
  }),
})

/** A guardian of a record. */
export const GuardianRef = builder.objectRef<GuardianRow>('Guardian').implement({
  description: "A guardian in a school's record of a pupil.",
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (row) => encodeKey('Guardianship', [row.school_id, row.id]) }),
    kind: t.expose('kind', { type: GuardianKindRef, description: 'What they are to the pupil.' }),
    fullName: t.exposeString('full_name', { description: 'The name in the record.' }),
    birthYear: t.exposeInt('birth_year', { nullable: true, description: 'The year of birth.' }),
    occupation: t.exposeString('occupation', { nullable: true, description: 'The occupation.' }),
    phone: t.exposeString('phone', { nullable: true, description: 'The phone number.' }),
    identityNumber: t.exposeString('identity_number', { nullable: true, description: 'The identity number.' }),
    claimedAt: t.expose('claimed_at', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when an account is bound to the child.',
    }),
    endedOn: t.expose('valid_to', { type: 'LocalDate', nullable: true, description: 'When the guardianship ended.' }),
    endReason: t.exposeString('end_reason', { nullable: true, description: 'Why it ended.' }),
    mayUpdate: t.boolean({
      description: 'Whether the signed-in person may change it.',
      resolve: (row, _, ctx) => may(ctx.ability, 'update', 'Guardianship', row),
    }),
  }),
})

const FieldChangeRef = builder.objectRef<FieldChange>('RecordFieldChange').implement({
  description: 'One value that a change altered, as it is stored.',
  fields: (t) => ({
    table: t.exposeString('table', { description: '`student`, `enrollment` or `guardianship`.' }),
    field: t.exposeString('field', { description: 'The name of the column.' }),
    before: t.exposeString('before', { nullable: true, description: 'The value before.' }),
    after: t.exposeString('after', { nullable: true, description: 'The value after.' }),
  }),
})
/** A change of a record. */
export const ChangeRef = builder.objectRef<RecordChange>('RecordChange').implement({
  description: 'One change of a record: who, when, why, and each value before and after.',
  fields: (t) => ({
    id: t.id({ description: 'The change.', resolve: (row) => encodeKey('Change', [row.change_id]) }),
    verb: t.exposeString('verb', { description: 'What happened: `student.update`, `enrollment.change_class` …' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    by: t.exposeString('by', { nullable: true, description: 'Whose account.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why, as given.' }),
    fields: t.field({ type: [FieldChangeRef], description: 'The values.', resolve: (row) => row.fields }),
  }),
})
