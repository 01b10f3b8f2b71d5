import { may } from '../../../platform/ability.ts'
import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { decodeUnit } from '../keys.ts'
import { gradesOf, institutionCodes, isInstitutionCode } from '../rules/institution-code.ts'
import { InstitutionRef, KindRef, UnitRef, unitLoader, type UnitNode } from '../unit-type.ts'
import { addAlias, alterUnit, closeUnit, moveUnit, openUnit } from './commands.ts'
import { kindsBelow } from './place.ts'
import {
  aliasesOf,
  findUnit,
  historyOf,
  parentOf,
  proposedCode,
  searchUnits,
  unitsAbove,
  unitsBelow,
  type TreeNode,
  type UnitEvent,
} from './queries.ts'

const OwnershipRef = enumOf<UnitNode['ownership']>('Ownership', 'Who owns a school.', {
  public: 'Public (công lập).',
  people_founded: 'Founded by the people (dân lập).',
  private: 'Private (tư thục).',
})
const EventKindRef = enumOf<UnitEvent['kind']>('UnitEventKind', 'What happened to a unit.', {
  opened: 'It opened.',
  placed: 'It came under another unit.',
  left: 'It stood no longer under another unit.',
  renamed: 'It was called otherwise until then.',
  closed: 'It closed.',
  merged: 'It became part of another unit.',
  took_over: 'Another unit became part of it.',
})

const EventRef = builder.objectRef<UnitEvent>('UnitEvent').implement({
  description: 'Something that happened to a unit.',
  fields: (t) => ({
    day: t.expose('day', { type: 'LocalDate', description: 'On which day.' }),
    kind: t.expose('kind', { type: EventKindRef, description: 'What happened.' }),
    what: t.exposeString('what', { nullable: true, description: 'The name of the other unit, or the earlier name.' }),
  }),
})

const AliasRef = builder.objectRef<{ code: string; source: string }>('UnitAlias').implement({
  description: 'An earlier official code of a unit.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'The code.' }),
    source: t.exposeString('source', { description: 'Where it comes from.' }),
  }),
})

builder.objectFields(UnitRef, (t) => ({
  ownership: t.expose('ownership', { type: OwnershipRef, description: 'Who owns it.' }),
  communeCode: t.exposeString('commune_code', { nullable: true, description: 'The official code of its commune.' }),
  provinceCode: t.exposeString('province_code', { nullable: true, description: 'The official code of its province.' }),
  address: t.exposeString('address', { nullable: true, description: 'Where it is.' }),
  phone: t.exposeString('phone', { nullable: true, description: 'How it is called.' }),
  email: t.exposeString('email', { nullable: true, description: 'How it is written to.' }),
  openedOn: t.expose('opened_on', { type: 'LocalDate', description: 'The day on which it opened.' }),
  grades: t.intList({
    description: 'The grades that it teaches.',
    resolve: ({ institution_code }) =>
      institution_code && isInstitutionCode(institution_code) ? gradesOf(institution_code) : [],
  }),
  successor: t.field({
    type: UnitRef,
    nullable: true,
    description: 'What it became part of.',
    resolve: ({ successor_id }, _, ctx) => (successor_id === null ? null : unitLoader(ctx).load(successor_id)),
  }),
  parent: t.field({
    type: UnitRef,
    nullable: true,
    description: 'The unit above it on a day.',
    args: { at: t.arg({ type: 'LocalDate', description: 'The day; today unless said.' }) },
    resolve: ({ id }, { at }, ctx) => parentOf(ctx, id, at ?? ctx.today),
  }),
  above: t.field({
    type: [UnitRef],
    complexity: 5,
    description: 'The units above it today, from the top.',
    resolve: ({ id }, _, ctx) => unitsAbove(ctx, id, ctx.today),
  }),
  aliases: t.field({
    type: [AliasRef],
    complexity: 10,
    description: 'Earlier official codes.',
    resolve: ({ id }, _, ctx) => aliasesOf(ctx, id),
  }),
  history: t.field({
    type: [EventRef],
    complexity: 10,
    description: 'What happened to it, the oldest first.',
    resolve: ({ id }, _, ctx) => historyOf(ctx, id),
  }),
  kindsBelow: t.field({
    type: [KindRef],
    description: 'The kinds of units that may stand under it.',
    resolve: ({ kind }) => kindsBelow(kind),
  }),
  canManage: t.boolean({
    description: 'Whether the signed-in person may rename, move, merge and close it.',
    resolve: (unit, _, ctx) => may(ctx.ability, 'delete', 'Unit', unit),
  }),
  canAlterContact: t.boolean({
    description: 'Whether the signed-in person may alter how it is reached.',
    resolve: (unit, _, ctx) => may(ctx.ability, 'update', 'Unit', unit, 'phone'),
  }),
}))

const NodeRef = builder.objectRef<TreeNode>('UnitTreeNode').implement({
  description: 'A unit as a line of the tree on a day.',
  fields: (t) => ({
    unit: t.field({ type: UnitRef, description: 'The unit.', resolve: (node) => node }),
    children: t.exposeInt('children', { description: 'Open units directly below.' }),
    schools: t.exposeInt('schools', { description: 'Schools and centres at any depth below.' }),
    path: t.exposeStringList('path', { description: 'The names above it, from the top; of a search only.' }),
  }),
})

builder.queryFields((t) => ({
  unit: t.field({
    type: UnitRef,
    nullable: true,
    description: 'A unit by id or by its name in addresses.',
    args: {
      id: t.arg.id({ description: 'Its id.' }),
      slug: t.arg.string({ description: 'Its name in addresses.' }),
    },
    resolve: (_, { id, slug }, ctx) => findUnit(ctx, 'read', id ? { id: decodeUnit(id) } : { slug: slug ?? '' }),
  }),
  unitTree: t.field({
    type: [NodeRef],
    description:
      'The open units below one on a day (without one: the tops of the tree), or those that fit a search, at most sixty.',
    args: {
      under: t.arg.id({ description: 'The unit above.' }),
      at: t.arg({ type: 'LocalDate', description: 'The day; today unless said.' }),
      search: t.arg.string({ description: 'Words of the name or the code, with or without diacritics.' }),
    },
    resolve: (_, { under, at, search }, ctx) =>
      search?.trim()
        ? searchUnits(ctx, search, at ?? ctx.today)
        : unitsBelow(ctx, under ? decodeUnit(under) : null, at ?? ctx.today),
  }),
  proposedUnitCode: t.string({
    description: 'A free code for a new unit: the code of the unit above and the next number.',
    args: { parent: t.arg.id({ required: true, description: 'The unit above.' }) },
    resolve: async (_, { parent }, ctx) =>
      proposedCode(ctx, (await findUnit(ctx, 'read', { id: decodeUnit(parent) })).id),
  }),
  institutionCodes: t.field({
    type: [InstitutionRef],
    description: 'The kinds of schools and centres, in the order of the circular.',
    resolve: () => [...institutionCodes],
  }),
}))

const NewUnitRef = builder.inputType('NewUnit', {
  description: 'A new unit.',
  fields: (t) => ({
    kind: t.field({ type: KindRef, required: true, description: 'What it is.' }),
    parent: t.id({ required: true, description: 'The unit above.' }),
    openedOn: t.field({ type: 'LocalDate', required: true, description: 'The day on which it opens.' }),
    name: t.string({ required: true, description: 'The full name.' }),
    shortName: t.string({ description: 'The name in narrow places; made from the full one unless given.' }),
    institutionCode: t.field({ type: InstitutionRef, description: 'The kind of school or centre.' }),
    code: t.string({ description: 'The official code; proposed unless given.' }),
    ownership: t.field({ type: OwnershipRef, description: 'Who owns it; public unless said.' }),
    communeCode: t.string({ description: 'The official code of its commune.' }),
    address: t.string({ description: 'Where it is.' }),
    phone: t.string({ description: 'How it is called.' }),
    email: t.string({ description: 'How it is written to.' }),
  }),
})

const UnitChangesRef = builder.inputType('UnitChanges', {
  description: 'What of a unit is altered; what is left out stays.',
  fields: (t) => ({
    name: t.string({ description: 'The full name; the earlier one stays in the history.' }),
    shortName: t.string({ description: 'The name in narrow places.' }),
    ownership: t.field({ type: OwnershipRef, description: 'Who owns it.' }),
    institutionCode: t.field({ type: InstitutionRef, description: 'The kind of school or centre.' }),
    code: t.string({ description: 'The official code; the earlier one stays an alias.' }),
    communeCode: t.string({ description: 'The official code of its commune.' }),
    address: t.string({ description: 'Where it is.' }),
    phone: t.string({ description: 'How it is called.' }),
    email: t.string({ description: 'How it is written to.' }),
  }),
})

const orNull = (text: string | null | undefined) => text?.trim() || null

builder.mutationFields((t) => {
  const unit = t.arg.id({ required: true, description: 'The unit.' })
  const required = { type: 'LocalDate', required: true } as const
  return {
    openUnit: t.field({
      type: UnitRef,
      description: 'Opens a unit below another.',
      args: { unit: t.arg({ type: NewUnitRef, required: true, description: 'The new unit.' }) },
      resolve: (_, { unit: input }, ctx) =>
        openUnit(ctx, {
          kind: input.kind,
          parent: decodeUnit(input.parent),
          opened_on: input.openedOn,
          name: input.name,
          short_name: orNull(input.shortName),
          institution_code: input.institutionCode ?? null,
          code: orNull(input.code),
          ownership: input.ownership ?? 'public',
          commune_code: orNull(input.communeCode),
          address: orNull(input.address),
          phone: orNull(input.phone),
          email: orNull(input.email),
        }),
    }),
    alterUnit: t.field({
      type: UnitRef,
      description: 'Alters a unit. A school alters how it is reached; the rest is altered by whoever administers it.',
      args: { unit, changes: t.arg({ type: UnitChangesRef, required: true, description: 'What is altered.' }) },
      resolve: (_, { unit: id, changes }, ctx) => {
        const { shortName, institutionCode, communeCode, ...same } = changes
        const given = { ...same, short_name: shortName, institution_code: institutionCode, commune_code: communeCode }
        // A field that is sent as null is emptied where it may be empty, and left alone where it may not.
        const mayBeEmpty = new Set(['commune_code', 'address', 'phone', 'email'])
        const entries = Object.entries(given).filter(
          ([field, value]) => value !== undefined && (value !== null || mayBeEmpty.has(field)),
        )
        return alterUnit(ctx, decodeUnit(id), Object.fromEntries(entries))
      },
    }),
    moveUnit: t.field({
      type: UnitRef,
      description: 'Places a unit under another from a day on; the rights of offices follow.',
      args: {
        unit,
        parent: t.arg.id({ required: true, description: 'The unit under which it comes.' }),
        from: t.arg({ ...required, description: 'From which day on.' }),
      },
      resolve: (_, { unit: id, parent, from }, ctx) => moveUnit(ctx, decodeUnit(id), decodeUnit(parent), from),
    }),
    closeUnit: t.field({
      type: UnitRef,
      description: 'Closes a unit, with a successor (a merger) or without. A successor reads what the closed one kept.',
      args: {
        unit,
        on: t.arg({ ...required, description: 'The day from which it is closed.' }),
        successor: t.arg.id({ description: 'What it becomes part of.' }),
        reason: t.arg.string({ required: true, description: 'Why; the decision and its number.' }),
      },
      resolve: (_, { unit: id, on, successor, reason }, ctx) =>
        closeUnit(ctx, decodeUnit(id), on, successor ? decodeUnit(successor) : null, reason),
    }),
    addUnitAlias: t.field({
      type: UnitRef,
      description: 'Keeps an earlier official code, under which a unit is still found.',
      args: {
        unit,
        code: t.arg.string({ required: true, description: 'The code.' }),
        source: t.arg.string({ required: true, description: 'Where it comes from.' }),
      },
      resolve: (_, { unit: id, code, source }, ctx) => addAlias(ctx, decodeUnit(id), code, source),
    }),
  }
})
