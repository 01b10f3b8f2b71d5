import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'
import type { Random } from '../../seeds/demo/random.ts'

/** A request made up from the schema, and what it asks. */
export interface MadeUp {
  operation: string
  body: string
}

/** Makes requests up: operations of the schema with values that fit, nearly fit, do not fit, or are meant to hurt. */
export interface Fuzzer {
  next(): MadeUp
  /** Takes ids and names out of an answer, so that later requests meet real records. */
  learn(answer: string): void
}

const hostile = [
  '',
  ' ',
  '\u0000',
  "'; drop table student; --",
  '" or 1=1',
  '%_\\%',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://x")',
  '../../etc/passwd',
  '\ud800',
  'e\u0301'.repeat(50),
  '𝒀'.repeat(40),
  '9'.repeat(400),
  'a'.repeat(20_000),
  '-0',
  'NaN',
  '1e309',
  '0001-01-01',
  '2026-02-30',
  '9999-12-31',
  '2026-11-25T10:00:00Z',
  '__proto__',
  'constructor',
  '{{7*7}}',
  '::1',
  '‮gnp.exe',
]
const numbers = [
  0, 1, -1, 2, 3, 2026, 2025, 9, 100, 32_767, 32_768, 2_147_483_647, -2_147_483_648, 2_147_483_648, 1.5, 1e308,
]
const learntAtMost = 4_000

/** A fuzzer over a schema; the same chance makes the same requests as long as the answers are the same. */
export function fuzzerOf(schema: GraphQLSchema, random: Random): Fuzzer {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const
  const fields = roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => [kind, field] as const),
  )
  const learnt: string[] = []

  function text(): string {
    if (learnt.length > 0 && random.chance(0.6)) return random.pick(learnt)
    return random.chance(0.5)
      ? random.pick(hostile)
      : random.pick(['toan', 'nguyen an', '9A2', 'hk1', '8.5', '8,5', 'V'])
  }

  function value(type: GraphQLInputType, depth: number): unknown {
    // Now and then something that the schema refuses: it must be refused, not fallen over.
    if (random.chance(0.04)) return random.pick<unknown>([null, [], {}, true, 'x', 7, [[[]]], { a: { b: {} } }])
    if (isNonNullType(type)) return value(type.ofType, depth)
    if (isListType(type)) {
      const length = random.weighted([
        [0, 1],
        [1, 6],
        [3, 2],
        [random.chance(0.1) ? 5_000 : 40, 1],
      ] as const)
      return Array.from({ length }, () => value(type.ofType, depth + 1))
    }
    if (isEnumType(type)) return random.pick(type.getValues()).name
    if (isInputObjectType(type)) {
      if (depth > 4) return {}
      const given = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || random.chance(0.5))
      return Object.fromEntries(given.map((field) => [field.name, value(field.type, depth + 1)]))
    }
    switch (type.name) {
      case 'Int':
        return random.pick(numbers.filter(Number.isInteger))
      case 'Float':
        return random.pick(numbers)
      case 'Boolean':
        return random.chance(0.5)
      case 'LocalDate':
        return random.chance(0.7) ? `2026-${String(random.between(1, 12)).padStart(2, '0')}-15` : text()
      case 'DateTime':
        return random.chance(0.7) ? '2026-11-25T10:00:00.000Z' : text()
      case 'UUID':
        return random.chance(0.7) ? random.uuid() : text()
      default:
        return text()
    }
  }

  function selection(type: GraphQLOutputType, depth: number): string {
    const named = getNamedType(type)
    if (!isObjectType(named)) return ''
    const all = Object.values(named.getFields()).filter(
      (field) => !field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined),
    )
    const leaves = all.filter((field) => !isObjectType(getNamedType(field.type)))
    const branches = depth < 4 ? all.filter((field) => isObjectType(getNamedType(field.type))) : []
    const chosen = [
      ...leaves.filter(() => random.chance(0.6)).map(({ name }) => name),
      ...branches.filter(() => random.chance(0.4)).map((field) => `${field.name} ${selection(field.type, depth + 1)}`),
    ]
    return `{ ${chosen.length > 0 ? chosen.join(' ') : '__typename'} }`
  }

  function operation(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): MadeUp {
    const given = field.args.filter((arg) => isNonNullType(arg.type) || random.chance(0.6))
    const head = given.length > 0 ? `(${given.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')})` : ''
    const args = given.length > 0 ? `(${given.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})` : ''
    const variables = Object.fromEntries(given.map((arg) => [arg.name, value(arg.type, 0)]))
    const query = `${kind} ${head} { ${field.name}${args} ${selection(field.type, 0)} }`
    return {
      operation: field.name,
      body: JSON.stringify({ query: random.chance(0.02) ? broken(query) : query, variables }),
    }
  }

  /** A document with a piece cut out or doubled. */
  function broken(query: string): string {
    const at = random.between(0, query.length - 1)
    return random.chance(0.5) ? query.slice(0, at) : query.slice(0, at) + query.slice(Math.max(0, at - 5))
  }

  return {
    next() {
      const [kind, field] = random.pick(fields)
      return operation(kind, field)
    },
    learn(answer) {
      for (const [, found = ''] of answer.matchAll(/"([^"\\\n]{2,80})"/g)) {
        if (!random.chance(0.05)) continue
        if (learnt.length < learntAtMost) learnt.push(found)
        else learnt[random.between(0, learntAtMost - 1)] = found
      }
    },
  }
}

/** What came of a run: requests by status, and what must not be. */
export interface Fuzzed {
  requests: number
  statuses: Record<string, number>
  /** Answers with a status of 5xx or a masked error, and those that took longer than five seconds. */
  faults: { operation: string; what: string; body: string }[]
}

const slow = 5_000

/** Sends made-up requests as several people in turn, a few at a time. */
export async function fuzz(
  fuzzer: Fuzzer,
  requests: number,
  people: readonly ((body: string) => Promise<Response>)[],
  progress: (done: number) => void = () => {},
): Promise<Fuzzed> {
  const fuzzed: Fuzzed = { requests: 0, statuses: {}, faults: [] }
  const worker = async () => {
    while (fuzzed.requests < requests) {
      const number = fuzzed.requests++
      const { operation, body } = fuzzer.next()
      const begun = performance.now()
      const response = await people[number % people.length]!(body)
      const answer = await response.text()
      const took = performance.now() - begun
      fuzzed.statuses[response.status] = (fuzzed.statuses[response.status] ?? 0) + 1
      const what =
        response.status >= 500 || answer.includes('"INTERNAL"')
          ? answer.slice(0, 300)
          : took > slow
            ? `took ${Math.round(took)} ms`
            : null
      if (what) fuzzed.faults.push({ operation, what, body: body.slice(0, 3_000) })
      fuzzer.learn(answer)
      if (number % 1_000 === 999) progress(number + 1)
    }
  }
  await Promise.all([worker(), worker(), worker(), worker()])
  return fuzzed
}
