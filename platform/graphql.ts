import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import RelayPlugin from '@pothos/plugin-relay'
import { GraphQLError, Kind } from 'graphql'
import type { Context } from './context.ts'
import type { LocalDate } from './database.ts'

/** The one builder of the API; modules add their types in graphql.ts, schema/index.ts composes them. */
export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    LocalDate: { Input: LocalDate; Output: LocalDate }
    DateTime: { Input: Date; Output: Date | string }
    Mark: { Input: number; Output: number }
    UUID: { Input: string; Output: string }
  }
}>({
  plugins: [RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  relay: { cursorType: 'String' },
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: 10,
    // Documents of the pages are ours, and few: counting them anew at every request would protect nobody.
    limit: (ctx) => (ctx.ofPages ? {} : { complexity: 50_000, depth: 14, breadth: 600 }),
  },
})

builder.queryType({ description: 'What can be read.' })
builder.mutationType({ description: 'What can happen.' })

builder.scalarType('LocalDate', {
  description: 'A calendar day, `YYYY-MM-DD`.',
  serialize: (day) => day,
  parseValue: (value) => {
    if (typeof value !== 'string' || !isDay(value))
      throw new GraphQLError('a day is written YYYY-MM-DD', { extensions: { code: 'BAD_USER_INPUT' } })
    return value
  },
})

builder.scalarType('DateTime', {
  description: 'An instant, ISO 8601 in UTC.',
  serialize: (at) => (at instanceof Date ? at.toISOString() : new Date(at).toISOString()),
  parseValue: (value) => {
    const at = new Date(typeof value === 'string' ? value : Number.NaN)
    if (Number.isNaN(at.getTime()))
      throw new GraphQLError('an instant is written in ISO 8601', { extensions: { code: 'BAD_USER_INPUT' } })
    return at
  },
})

builder.scalarType('Mark', {
  description: 'A mark or an average on the ten-point scale with one decimal, as text: "7.5".',
  serialize: (tenths) => (Number(tenths) / 10).toFixed(1),
  parseValue: (value) => markOf(value),
  parseLiteral: (node) => markOf(node.kind === Kind.STRING ? node.value : undefined),
})

builder.scalarType('UUID', {
  description: 'An identifier made by the client, a UUID in lower case.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value !== 'string' || !/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value)) {
      throw new GraphQLError('not a UUID', { extensions: { code: 'BAD_USER_INPUT' } })
    }
    return value
  },
})

function markOf(value: unknown): number {
  const match = typeof value === 'string' ? /^(\d{1,2})(?:\.(\d))?$/.exec(value) : null
  const tenths = match ? Number(match[1]) * 10 + Number(match[2] ?? 0) : Number.NaN
  if (!(tenths >= 0 && tenths <= 100))
    throw new GraphQLError('a mark is "0.0" to "10.0"', { extensions: { code: 'BAD_USER_INPUT' } })
  return tenths
}

function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
    new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
  )
}
