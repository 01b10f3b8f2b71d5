import { builder } from '../../../platform/graphql.ts'
import { NotFound } from '../../../platform/errors.ts'
import { SectionRef, decodeSection } from '../../organisation/public.ts'
import { decodeStudent, encodeStudent } from '../keys.ts'
import { listedOf, setMembers, type Listed } from './section-members.ts'

const ListedRef = builder.objectRef<Listed>('ListedPupil').implement({
  description: 'A pupil who is, or could be, in a section whose pupils are listed.',
  fields: (t) => ({
    student: t.id({ description: 'The pupil.', resolve: encodeStudent }),
    restName: t.exposeString('rest_name', { description: 'Family and middle names.' }),
    givenName: t.exposeString('given_name', { description: 'The given name.' }),
    class: t.exposeString('class_name', { description: 'The class.' }),
    number: t.exposeInt('number', { nullable: true, description: 'The number in the class.' }),
    member: t.exposeBoolean('member', { description: 'Whether they are in the section today.' }),
    elsewhere: t.exposeString('elsewhere', {
      nullable: true,
      description: 'Another section of the subject in which they are.',
    }),
  }),
})

builder.objectField(SectionRef, 'listed', (t) =>
  t.field({
    type: [ListedRef],
    complexity: { field: 10, multiplier: 10 },
    description: 'The pupils who are, or could be, in it; none where its pupils are those of its class.',
    resolve: ({ school_id, id }, _, ctx) => listedOf(ctx, { school_id, section_id: id }),
  }),
)

builder.mutationField('setSectionMembers', (t) =>
  t.field({
    type: 'UUID',
    description: 'Sets who is in a section whose pupils are listed, from a day on; answers the change.',
    args: {
      section: t.arg.id({ required: true, description: 'The section.' }),
      students: t.arg.idList({ required: true, description: 'All its pupils, at most 500.' }),
      from: t.arg({ type: 'LocalDate', required: true, description: 'From which day on.' }),
    },
    resolve: (_, { section, students, from }, ctx) => {
      const key = decodeSection(section)
      const ids = students.slice(0, 500).map((id) => {
        const pupil = decodeStudent(id)
        if (pupil.school_id !== key.school_id) throw new NotFound('Student')
        return pupil.student_id
      })
      return setMembers(ctx, key, ids, from)
    },
  }),
)
