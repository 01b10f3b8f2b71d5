import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import type { PupilFilter } from './filter.ts'
import type { PupilSort } from './queries.ts'
import type { PupilGroup } from '../rules/pupil-groups.ts'
import { GroupRef, sexes, SexRef, StatusRef, type Sex } from './student-enums.ts'

/** The orders of a list in the API. */
export const SortRef = enumOf<PupilSort>('StudentSort', 'How a list of pupils is ordered.', {
  name: 'By given name, then the rest, in Vietnamese order.',
  number: 'By class number (STT), then by name.',
  birth_date: 'By birth date, then by name; only pupils whose birth date one may see.',
})

/** The filter of a list in the API. */
export const FilterRef = builder.inputType('StudentFilter', {
  description: 'Which pupils a list shows. A filter on a field finds only pupils whose field one may see.',
  fields: (t) => ({
    words: t.string({
      description:
        'Words of the name, each the beginning of one; without diacritics any, with them only the same. A word with a digit is the beginning of a code.',
    }),
    class: t.string({ description: 'The slug of a class.' }),
    grades: t.intList({ description: 'Grades.' }),
    status: t.field({ type: StatusRef, description: 'What became of the place; without it all.' }),
    sex: t.field({ type: SexRef, description: 'The sex.' }),
    policyGroups: t.stringList({ description: 'A pupil with any of these groups.' }),
    ethnicities: t.stringList({ description: 'A pupil of any of these ethnic groups.' }),
    minority: t.boolean({ description: 'A pupil of an ethnic minority.' }),
    disabled: t.boolean({ description: 'With or without a disability.' }),
    group: t.field({ type: GroupRef, description: 'A group that figures count.' }),
  }),
})

/** The filter as it comes. */
export type FilterInput = typeof FilterRef.$inferInput

/** The filter without its places. */
export function plainFilter(input?: FilterInput | null): Omit<PupilFilter, 'school_id' | 'academic_year'> {
  return {
    words: input?.words,
    grades: input?.grades,
    status: input?.status,
    sex: input?.sex ? sexes[input.sex as Sex] : null,
    policy_groups: input?.policyGroups,
    ethnicities: input?.ethnicities,
    minority: input?.minority,
    disabled: input?.disabled,
    group: (input?.group as PupilGroup | null | undefined) ?? null,
  }
}
