import DataLoader from 'dataloader'
import { sql } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import { enumOf } from '../../platform/enum.ts'
import { builder } from '../../platform/graphql.ts'
import { encodeKey } from '../../platform/key.ts'
import { isInstitutionCode, type InstitutionCode } from './rules/institution-code.ts'
import type { UnitKind, UnitRow } from './tables.ts'

/** A unit as the API shows it. */
export type UnitNode = Omit<UnitRow, 'search_name'>

/** What a unit is in the tree, in the API. */
export const KindRef = enumOf<UnitKind>('UnitKind', 'What a unit is in the tree.', {
  ministry: 'The ministry.',
  department: 'The department of education of a province (sở).',
  district_office: 'The office of a district (phòng), until 30 June 2025.',
  commune_office: 'A commune, ward or special zone.',
  school: 'A school.',
  centre: 'A centre.',
  campus: 'A site of a school.',
  division: 'A division of an office or a school.',
})

/** The kinds of schools and centres in the API. */
export const InstitutionRef = enumOf<InstitutionCode>(
  'InstitutionCode',
  'The kinds of schools and centres (Circular 53/2012, Điều 3(4)).',
  {
    C0: 'Preschool.',
    C1: 'Primary school.',
    C2: 'Lower secondary school.',
    C3: 'Upper secondary school.',
    C12: 'Primary and lower secondary school.',
    C23: 'Lower and upper secondary school.',
    C123: 'Primary, lower and upper secondary school.',
    TX: 'Centre of continuing education.',
    TH: 'Centre of informatics.',
    TN: 'Centre of foreign languages.',
    TNT: 'Centre of foreign languages and informatics.',
    TC: 'Centre of community education.',
    TK: 'Centre of technical and career guidance.',
  },
)

/** The type of a unit in the API; later modules add their fields to it. */
export const UnitRef = builder.objectRef<UnitNode>('Unit').implement({
  description: 'A unit of the sector: the department (sở), a commune office, a school, a centre, a campus.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (unit) => encodeKey('Unit', [unit.id]) }),
    kind: t.expose('kind', { type: KindRef, description: 'What it is in the tree.' }),
    institutionCode: t.field({
      type: InstitutionRef,
      nullable: true,
      description: 'C0 … C123, TX, TH, TN, TNT, TC, TK (Circular 53/2012, Điều 3(4)).',
      resolve: ({ institution_code: code }) => (code && isInstitutionCode(code) ? code : null),
    }),
    code: t.exposeString('code', { description: 'The official code.' }),
    slug: t.exposeString('slug', { description: 'The name in addresses.' }),
    name: t.exposeString('name', { description: 'The full name.' }),
    shortName: t.exposeString('short_name', { description: 'The name in narrow places.' }),
    closedOn: t.expose('closed_on', { type: 'LocalDate', nullable: true, description: 'The day on which it closed.' }),
  }),
})

const loaders = new WeakMap<Context, DataLoader<number, UnitNode | null>>()

/** Loads units of a request by number, through the permission. */
export function unitLoader(ctx: Context): DataLoader<number, UnitNode | null> {
  const known = loaders.get(ctx)
  if (known) return known
  const loader = new DataLoader<number, UnitNode | null>(async (ids) => {
    const { rows } = await sql<UnitNode>`/* organisation.units */
      select id, kind, institution_code, code, slug, name, short_name, ownership, province_code, commune_code, address, phone, email, opened_on, closed_on, successor_id
      from unit u where id = any(${ids}::integer[]) and ${allowed(ctx.ability, 'read', 'Unit', 'u')}`.execute(ctx.db)
    const byId = new Map(rows.map((unit) => [unit.id, unit]))
    return ids.map((id) => byId.get(id) ?? null)
  })
  loaders.set(ctx, loader)
  return loader
}
