import { builder } from '../../../platform/graphql.ts'
import { JobRef, type JobRow } from '../../desk/public.ts'
import { startExport } from './export-job.ts'
import { FilterRef, plainFilter, SortRef } from './filter-type.ts'

const ExportRef = builder.objectRef<{ rows: number; job: JobRow | null }>('StudentExport').implement({
  description: 'How many pupils a list would take out, and the job that writes it where they are more than 1,000.',
  fields: (t) => ({
    rows: t.exposeInt('rows', { description: 'How many pupils.' }),
    job: t.field({
      type: JobRef,
      nullable: true,
      description: 'The job; null where the file comes at once from `/students/:unit/:year/export.xlsx`.',
      resolve: ({ job }) => job,
    }),
  }),
})

builder.mutationField('exportStudents', (t) =>
  t.field({
    type: ExportRef,
    description: 'Starts the export of a list of pupils as a job, where it has more than 1,000.',
    args: {
      unit: t.arg.string({ required: true, description: 'The slug of the school.' }),
      year: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      filter: t.arg({ type: FilterRef, description: 'Which pupils.' }),
      sort: t.arg({ type: SortRef, description: 'The order.' }),
      reason: t.arg.string({ description: 'Why so many are wanted, where a second person must release it.' }),
      columns: t.arg.stringList({ description: 'The columns beside number and name; all without it.' }),
    },
    resolve: (_, { unit, year, filter, sort, columns, reason }, ctx) =>
      startExport(
        ctx,
        {
          unit,
          academic_year: year,
          class: filter?.class ?? null,
          filter: plainFilter(filter),
          sort: sort ?? 'name',
          columns: columns ?? [],
        },
        reason ?? null,
      ),
  }),
)
