import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { schema } from '../schema/index.ts'
import { randomOf } from '../seeds/demo/random.ts'
import { prepareGround, type Ground } from '../test/bench/ground.ts'
import { fuzz, fuzzerOf } from '../test/prove/fuzz.ts'

// npm run prove -- [--requests 100000] [--seed word]: the long form of what npm test does in short. Sends requests that are
// made up from the schema to a server in a process of its own, as people of every post, and ends with 1 where one met an
// error that nobody thought of, took longer than five seconds, or where the server's memory grew without end.
const { values } = parseArgs({
  options: { requests: { type: 'string', default: '100000' }, seed: { type: 'string', default: 'fuzz' } },
})
const ground = await prepareGround({ pupils: 2_000, books: 1, data: undefined, profile: undefined })
try {
  const people = await everyone(ground)
  const random = randomOf(values.seed)
  const memory: number[] = []
  const begun = performance.now()
  const { requests, statuses, faults } = await fuzz(
    fuzzerOf(schema, random),
    Number(values.requests),
    people,
    (done) => {
      void ground.product.usage().then(({ rssMegabytes }) => {
        memory.push(Math.round(rssMegabytes))
        if (done % 10_000 === 0) print(`${done} requests, ${Math.round(rssMegabytes)} MB`)
      })
    },
  )
  const seconds = (performance.now() - begun) / 1000
  print(`${requests} requests in ${seconds.toFixed(0)} s as ${people.length} people: ${JSON.stringify(statuses)}`)
  print(
    `memory of the server: ${memory[0]} MB after the first thousand, ${Math.max(...memory)} MB at most, ${memory.at(-1)} MB at the end`,
  )
  for (const { operation, what, body } of faults.slice(0, 50)) print(`${operation}: ${what}\n  ${body.slice(0, 600)}`)
  print(`${faults.length} faults`)
  if (faults.length > 0 || (memory.at(-1) ?? 0) > 2 * (memory[9] ?? Infinity)) process.exitCode = 1
} finally {
  await ground.stop()
}

/** A person of each post, a parent, and a visitor. */
async function everyone({ db, product, cookieOf }: Ground) {
  const { rows } = await sql<{ id: string }>`
    select distinct on (p.role) a.id from post p join account a on a.person_id = p.person_id where a.state = 'active'
    union (select a.id from guardianship g join account a on a.person_id = g.person_id where g.claimed_at is not null limit 1)`.execute(
    db,
  )
  const cookies = await Promise.all(rows.map(({ id }) => cookieOf(id)))
  return ['', ...cookies].map(
    (cookie) => (body: string) =>
      fetch(`${product.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'x-truong': '1', cookie },
        body,
      }),
  )
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
