import DataLoader from 'dataloader'
import { sql } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import { builder } from '../../platform/graphql.ts'
import { encodeKey } from '../../platform/key.ts'
import type { UnitRow } from './tables.ts'

/** A unit as the API shows it. */
export type UnitNode = Omit<UnitRow, 'search_name'>

/** The type of a unit in the API; later modules add their fields to it. */
export const UnitRef = builder.objectRef<UnitNode>('Unit').implement({
  description: 'A unit of the sector: the department (sở), a commune office, a school, a centre, a campus.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (unit) => encodeKey('Unit', [unit.id]) }),
    kind: t.exposeString('kind', {
      description: 'What it is in the tree: department, commune_office, school, centre, campus, division …',
    }),
    institutionCode: t.exposeString('institution_code', {
      nullable: true,
      description: 'C0 … C123, TX, TH, TN, TNT, TC, TK (Circular 53/2012, Điều 3(4)).',
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
