import { builder } from '../../../platform/graphql.ts'
import { personal } from '../../../platform/machine.ts'
import { checkAdminLink, makeAdministrator } from './commands.ts'

const LinkRef = builder.objectRef<{ founded: boolean }>('AdminLink').implement({
  description: 'A link by which an administrator of the sở is made.',
  fields: (t) => ({
    founded: t.exposeBoolean('founded', { description: 'Whether the province is set; if not, it is set with it.' }),
  }),
})

const FirstTermRef = builder.inputType('FirstTerm', {
  description: 'A term of the first academic year.',
  fields: (t) => ({
    startsOn: t.field({ type: 'LocalDate', required: true, description: 'The first day.' }),
    endsOn: t.field({ type: 'LocalDate', required: true, description: 'The last day.' }),
    resultsDueOn: t.field({ type: 'LocalDate', required: true, description: 'The day by which results are complete.' }),
  }),
})

const ProvinceRef = builder.inputType('FirstProvince', {
  description: 'What the first run says of the province.',
  fields: (t) => ({
    provinceCode: t.string({ required: true, description: 'The official code of the list.' }),
    departmentName: t.string({ required: true, description: 'The full name of the sở.' }),
    departmentCode: t.string({ required: true, description: 'The code of the sở in the sector.' }),
    emblem: t.string({ description: 'A small PNG, JPEG or WebP image as a data address.' }),
    year: t.int({ required: true, description: 'The first academic year; 2026 is 2026–2027.' }),
    startsOn: t.field({ type: 'LocalDate', required: true, description: 'Its first day.' }),
    endsOn: t.field({ type: 'LocalDate', required: true, description: 'Its last day.' }),
    terms: t.field({ type: [FirstTermRef], required: true, description: 'The two terms.' }),
  }),
})

builder.mutationFields((t) => ({
  checkAdminLink: t.field({
    extensions: personal,
    type: LinkRef,
    description: 'Judges the link that the server or its command has printed.',
    args: { code: t.arg.string({ required: true, description: 'The code in the link.' }) },
    resolve: (_, { code }, ctx) => checkAdminLink(ctx, code),
  }),
  makeAdministrator: t.string({
    extensions: personal,
    description: 'Sets the province where it is not set, and makes an administrator of its sở; gives the login.',
    args: {
      code: t.arg.string({ required: true, description: 'The code in the link.' }),
      fullName: t.arg.string({ required: true, description: 'The full name of the administrator.' }),
      login: t.arg.string({ required: true, description: 'A telephone number or a name.' }),
      password: t.arg.string({ required: true, description: 'Ten letters or more.' }),
      province: t.arg({ type: ProvinceRef, description: 'Needed while the province is not set.' }),
    },
    resolve: (_, { province, fullName, ...input }, ctx) =>
      makeAdministrator(ctx, {
        ...input,
        full_name: fullName,
        province: province
          ? {
              province_code: province.provinceCode,
              department_name: province.departmentName,
              department_code: province.departmentCode,
              emblem: province.emblem ?? null,
              year: { year: province.year, starts_on: province.startsOn, ends_on: province.endsOn },
              terms: province.terms.slice(0, 2).map((term, index) => ({
                term: index === 0 ? 1 : 2,
                starts_on: term.startsOn,
                ends_on: term.endsOn,
                results_due_on: term.resultsDueOn,
              })),
            }
          : null,
      }),
  }),
}))
