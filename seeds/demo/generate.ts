import { setTimeout } from 'node:timers/promises'
import { hash } from '@node-rs/argon2'
import { Client } from 'pg'
import { refreshSums } from '../../modules/students/public.ts'
import { openDatabase, type LocalDate } from '../../platform/database.ts'
import { schemeOf } from '../../modules/students/rules/schemes.ts'
import { newestYear, yearPlan } from './calendar.ts'
import { writerOn } from './copy.ts'
import { demoPassword, knownLogins } from './known.ts'
import { writeCarried } from './carried.ts'
import { playPast } from './past.ts'
import { clusters } from './province.ts'
import { randomOf } from './random.ts'
import { writeReturns } from './returns.ts'
import { playSchool, type PlayedSchool } from './school.ts'
import { writeCalendar, writeCommunes, writeOffices, writeSettings } from './offices.ts'
import { serials, type World } from './world.ts'

/** What was asked for; the same always gives the same province. */
export interface DemoOptions {
  /** Pupils who are at school in the newest year, about. */
  size: number
  /** The share of schools that keep books and have results; the others have their people, classes and enrollment. */
  books?: number
  seed: string
  today: LocalDate
  /**
   * Commits group by group and counts the sums of one while the next is made: twice as quick where a whole province is made,
   * and what was made stays if it is stopped. Otherwise it is all or nothing.
   */
  stepwise?: boolean
}

/**
 * Fills an empty, migrated database with a fictional province as the owner. The reference lists must be there. A database
 * that has a demo already is left alone. Returns the rows written, by table.
 */
export async function generate(ownerUrl: string, options: DemoOptions): Promise<Record<string, number> | 'present'> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const present = await client.query(`select 1 from setting where name = 'demo'`)
    if (present.rowCount) return 'present'
    // A small sample is enough for the first plans; the database's own upkeep takes a better one later.
    await client.query('set default_statistics_target = 10')
    await client.query('begin')
    const sums = options.stepwise ? countAlongside(ownerUrl, options.today) : null
    const counts = await write(client, options).finally(() => sums?.stop())
    await client.query('commit; analyze')
    await countEverything(ownerUrl, options.today)
    return counts
  } finally {
    await client.end()
  }
}

async function write(client: Client, options: DemoOptions): Promise<Record<string, number>> {
  const { size, books = 1, seed, today, stepwise } = options
  const writer = writerOn(client)
  const random = randomOf(seed)
  const newest = newestYear(today)
  const world: World = {
    random,
    writer,
    today,
    years: [yearPlan(newest - 1, today), yearPlan(newest, today)],
    past: [yearPlan(newest - 2, today), olderYear(newest - 3, today)],
    passwordHash: await hashOnce(random.fork('salt')),
    serials: serials(knownLogins),
    demo: [],
    graduates: [],
    movers: [],
    teacherMother: null,
    books: true,
  }
  await client.query('select ensure_year(y::smallint) from generate_series($1::integer, $2::integer) y', [
    newest - 3,
    newest,
  ])
  writeOffices(world)
  writeCalendar(world)
  await writer.flush()
  for (const [number, cluster] of [...clusters(size)].entries()) {
    world.books = number === 0 || Math.floor((number + 1) * books) > Math.floor(number * books)
    writeCommunes(world, cluster)
    world.graduates = []
    world.movers = []
    await writer.flush()
    const played: PlayedSchool[] = []
    for (const school of cluster.schools) {
      played.push(await playSchool(world, school))
      await writer.flush()
    }
    // Last, so that nothing above depends on how the years before went.
    for (const { school, earlier } of world.books ? played : []) {
      playPast(world, school, earlier)
      await writer.flush()
    }
    // Plans made for empty tables are bad ones: statistics follow as the tables double.
    if (stepwise) writer.commit(Number.isInteger(Math.log2(number + 1)))
  }
  writeSettings(world, { size, seed })
  await writer.flush()
  await writer.done()
  await writeCarried(client, newest)
  await client.query(`select setval(pg_get_serial_sequence('unit', 'id'), max(id)) from unit`)
  await client.query(`select setval(pg_get_serial_sequence('class', 'id'), max(id)) from class`)
  return writer.counts()
}

/** A year that still has a grade under an older circular; its last grade of lower secondary school is the last of them. */
const olderYear = (year: number, today: LocalDate) =>
  schemeOf(year, 9) === 'circular-22-2021' ? undefined : yearPlan(year, today)

/** The sums of all records; figures stand from the first page on. */
async function countEverything(ownerUrl: string, today: LocalDate): Promise<void> {
  // A whole province at once may take a statement longer than a page could wait.
  const { db } = openDatabase(`${ownerUrl}?statement_timeout=0`, 1, () => {})
  await refreshSums(db, today)
  await writeReturns(db, today)
  await db.destroy()
}

/** Counts what is committed over and over until it is stopped. */
function countAlongside(ownerUrl: string, today: LocalDate): { stop: () => Promise<void> } {
  const { db } = openDatabase(ownerUrl, 1, () => {})
  let running = true
  const counting = (async () => {
    while (running) if ((await refreshSums(db, today)) === 0) await setTimeout(200)
  })()
  counting.catch(() => {})
  return {
    async stop() {
      running = false
      await counting.finally(() => db.destroy())
    },
  }
}

/** One hash for all: argon2id takes its time, and thousands of accounts share one known password here. */
function hashOnce(random: ReturnType<typeof randomOf>): Promise<string> {
  const salt = Uint8Array.from({ length: 16 }, () => random.between(0, 255))
  return hash(demoPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1, salt })
}
