import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  print,
  parse,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'
import { limits } from '../server/limits.ts'

/** One call of an operation of the API with arguments filled in from the schema alone. */
export interface Call {
  name: string
  document: string
  variables: Record<string, unknown>
  /** How many places took an id or a name of a place. */
  aimed: number
}

/** The values that stand for the school from which the caller is kept out. */
export interface Aim {
  id: string
  slugs: Record<string, string>
  academicYear: number
}

/** Every query and mutation as a call aimed at one id, all scalars below it selected; new operations enter by themselves. */
export function callsOf(schema: GraphQLSchema, aim: Aim): Call[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => callOf(kind, field, aim)),
  )
}

function callOf(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>, aim: Aim): Call {
  const variables: Record<string, unknown> = {}
  const count = { aimed: 0 }
  for (const arg of field.args) {
    const value = fill(arg.name, arg.type, aim, count, 0)
    if (value !== undefined) variables[arg.name] = value
  }
  const given = field.args.filter((arg) => arg.name in variables)
  const head = given.length ? `(${given.map((arg) => `$${arg.name}: ${arg.type}`).join(', ')})` : ''
  const args = given.length ? `(${given.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})` : ''
  // As deep as a request may ask at most; a call that is refused for its size would prove nothing.
  const selected = [3, 2, 1, 0].map((depth) => selection(field.type, depth)).find(fits) ?? ''
  const document = print(parse(`${kind} ${head} { ${field.name}${args} ${selected} }`))
  return { name: field.name, document, variables, aimed: count.aimed }
}

/** A value for an argument: the foreign id in every id, the foreign names where an address is asked, something harmless elsewhere. */
function fill(name: string, type: GraphQLInputType, aim: Aim, count: { aimed: number }, depth: number): unknown {
  if (isNonNullType(type)) return fill(name, type.ofType, aim, count, depth)
  if (isListType(type)) return [fill(name, type.ofType, aim, count, depth)]
  if (isInputObjectType(type)) {
    if (depth > 3) return undefined
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type) || getNamedType(field.type).name === 'ID')
        .map((field) => [field.name, fill(field.name, field.type, aim, count, depth + 1)]),
    )
  }
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (!isScalarType(type)) return undefined
  if (type.name === 'ID') {
    count.aimed += 1
    return aim.id
  }
  if (type.name === 'String' && name in aim.slugs) {
    count.aimed += 1
    return aim.slugs[name]
  }
  if (/year/i.test(name) && type.name === 'Int') return aim.academicYear
  return samples[type.name]
}

const samples: Record<string, unknown> = {
  Int: 1,
  Float: 1,
  Boolean: false,
  String: 'lí do thử',
  LocalDate: '2026-11-20',
  DateTime: '2026-11-26T03:00:00Z',
  Mark: '7.0',
  UUID: '01900000-0000-7000-8000-000000000001',
}

const fits = (selected: string): boolean => (selected.match(/\w+/g)?.length ?? 0) < limits.fields

/** All fields of a type that need no argument, with those of what stands below it, to a depth. */
function selection(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type)
  if (!isObjectType(named)) return ''
  const fields = Object.values(named.getFields()).filter((field) => !field.args.some((arg) => isNonNullType(arg.type)))
  const parts = fields.flatMap((field) => {
    const inner = getNamedType(field.type)
    if (!isObjectType(inner)) return field.name
    return depth > 0 ? `${field.name} ${selection(field.type, depth - 1)}` : []
  })
  return `{ __typename ${parts.join(' ')} }`
}
