import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { schema } from '../schema/index.ts'
import { randomOf } from '../seeds/demo/random.ts'
import { prepareGround, type Ground } from '../test/bench/ground.ts'
import { fuzz, fuzzerOf } from '../test/prove/fuzz.ts'
import { surviveFailovers } from '../test/prove/failover.ts'
import { blows, surviveBlows, type Blow } from '../test/prove/kills.ts'
import { smallDisk } from '../test/prove/small-disk.ts'

// npm run prove -- [--only fuzz,kills,failover] [--requests 100000] [--rounds 100] [--failovers 5] [--teachers 64] [--seed word]: the long form of
// what npm test does in short; ends with 1 where something is not as it must be.
// fuzz: requests made up from the schema, to a server in a process of its own, as people of every post: none may meet an
// error that nobody thought of or take longer than five seconds, and the server's memory may not grow without end.
// kills: teachers save without pause while the server or PostgreSQL is killed, the line between them cut or slowed down, the
// server restarted, or (as root, where a file system can be mounted) the disk filled; after each round every acknowledged
// save is there once, and averages, history and sums agree.
// failover: the same of two servers whose PostgreSQL is lost and whose synchronous replica takes over, again and again.
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'fuzz,kills,failover' },
    requests: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '100' },
    failovers: { type: 'string', default: '5' },
    teachers: { type: 'string', default: '64' },
    seed: { type: 'string', default: 'fuzz' },
  },
})
// Of each cut connection the server says a line.
process.env.LOG_LEVEL ??= 'fatal'
const parts = values.only.split(',')
const rounds = Number(values.rounds)
if (parts.includes('kills')) {
  const disk = smallDisk()
  if (!disk) print('no file system can be mounted here: the disk is not filled')
  // Against a full disk PostgreSQL ends again and again until there is room.
  await onGround(rounds * 3, (ground) => kills(ground, disk ? [...blows, 'disk'] : blows), disk?.folder).finally(() =>
    disk?.remove(),
  )
}
if (parts.includes('fuzz')) await onGround(0, made)
// A PostgreSQL that is lost does not come back.
if (parts.includes('failover')) await onGround(0, failover)

async function onGround(ends: number, work: (ground: Ground) => Promise<void>, data?: string): Promise<void> {
  const ground = await prepareGround({ pupils: 4_000, books: 1, data, profile: undefined, ends })
  try {
    await work(ground)
  } finally {
    await ground.stop()
  }
}

async function kills(ground: Ground, only: readonly Blow[]): Promise<void> {
  const begun = performance.now()
  const survived = await surviveBlows(ground, {
    rounds,
    teachers: Number(values.teachers),
    only,
  })
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  print(
    `${survived.rounds} blows in ${seconds} s while ${values.teachers} teachers saved: ${survived.acknowledged} saves acknowledged, ${survived.refused} sent again`,
  )
  tell(survived.faults)
}

async function failover(ground: Ground): Promise<void> {
  const told = await surviveFailovers(ground, { rounds: Number(values.failovers), teachers: Number(values.teachers) })
  print(
    `${told.rounds} failovers while ${values.teachers} teachers saved: ${told.acknowledged} saves acknowledged, ${told.refused} sent again; without an answer for ${told.outages.join(', ')} ms`,
  )
  tell(told.faults)
}

function tell(faults: readonly string[]): void {
  for (const fault of faults.slice(0, 50)) print(fault)
  print(`${faults.length} faults`)
  if (faults.length > 0) process.exitCode = 1
}

async function made(ground: Ground): Promise<void> {
  const people = await everyone(ground)
  const memory: number[] = []
  const begun = performance.now()
  const fuzzer = fuzzerOf(schema, randomOf(values.seed))
  const { requests, statuses, faults } = await fuzz(fuzzer, Number(values.requests), people, (done) => {
    void ground.product.usage().then(({ rssMegabytes }) => {
      memory.push(Math.round(rssMegabytes))
      if (done % 10_000 === 0) print(`${done} requests, ${Math.round(rssMegabytes)} MB`)
    })
  })
  const seconds = (performance.now() - begun) / 1000
  print(`${requests} requests in ${seconds.toFixed(0)} s as ${people.length} people: ${JSON.stringify(statuses)}`)
  print(
    `memory of the server: ${memory[0]} MB after the first thousand, ${Math.max(...memory)} MB at most, ${memory.at(-1)} MB at the end`,
  )
  for (const { operation, what, body } of faults.slice(0, 50)) print(`${operation}: ${what}\n  ${body.slice(0, 600)}`)
  print(`${faults.length} faults`)
  if (faults.length > 0 || (memory.at(-1) ?? 0) > 2 * (memory[9] ?? Infinity)) process.exitCode = 1
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
