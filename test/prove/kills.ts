import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { encodeBook } from '../../modules/students/gradebook/keys.ts'
import { encodeStudent } from '../../modules/students/keys.ts'
import { proveSums } from '../../modules/students/sums/prove.ts'
import { refreshSums } from '../../modules/students/public.ts'
import type { Database } from '../../platform/database.ts'
import { startChild, type Child } from '../bench/child.ts'
import type { Ground } from '../bench/ground.ts'
import { booksThatTakeMarks, type OpenBook } from '../bench/saving.ts'

/** What is done to the system while everybody saves. */
export type Blow = 'server' | 'postgres' | 'network' | 'restart'
export const blows: readonly Blow[] = ['server', 'postgres', 'network', 'restart']

/** What came of it: saves that were acknowledged, tries that were not, and what must not be. */
export interface Survived {
  rounds: number
  acknowledged: number
  refused: number
  faults: string[]
}

const document = `mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!) {
  recordMarks(gradebook: $book, id: $id, source: typed, cells: $cells) { cells { status } } }`

/**
 * Lets teachers save without pause, strikes once a round, waits until each has had the save that was under way acknowledged
 * (the same save sent again), and then compares every book with what was acknowledged: there once, none half, averages,
 * history, sums and remembered answers in agreement.
 */
export async function surviveBlows(
  ground: Ground,
  { rounds, teachers, only = blows }: { rounds: number; teachers: number; only?: readonly Blow[] },
): Promise<Survived> {
  const books = await booksThatTakeMarks(ground, teachers)
  await sql`delete from mark_change where (school_id, section_id) in (
    select * from unnest(${books.map((it) => it.school_id)}::integer[], ${books.map((it) => it.section_id)}::uuid[]))`.execute(
    ground.db,
  )
  const line = await cuttableLine(ground.appUrl)
  let product = await startChild('product.ts', { args: [line.url, ground.folder], profile: undefined })
  const survived: Survived = { rounds: 0, acknowledged: 0, refused: 0, faults: [] }
  const people = await Promise.all(
    books.map(async (book) => ({
      book,
      cookie: await ground.cookieOf(book.account_id),
      marks: startOf(book),
      saves: [] as string[],
    })),
  )
  for (; survived.rounds < rounds; survived.rounds += 1) {
    const blow = only[survived.rounds % only.length]!
    const round = { stopping: false, url: () => product.url }
    const saving = people.map((one) => keepSaving(one, round, survived))
    await sleep(300 + Math.random() * 700)
    product = await strike(blow, ground, line, product)
    await sleep(300 + Math.random() * 500)
    round.stopping = true
    await Promise.all(saving)
    for (const one of people)
      survived.faults.push(...(await differences(ground.db, one)).map((what) => `${blow}: ${what}`))
  }
  survived.acknowledged = people.reduce((sum, { saves }) => sum + saves.length, 0)
  await refreshSums(ground.db, ground.today)
  const sums = await proveSums(ground.db, ground.today, 1_000)
  if (sums.faults > 0) survived.faults.push(`${sums.faults} of ${sums.compared} sums do not follow from the records`)
  await product.stop()
  await line.stop()
  return survived
}

interface Teacher {
  book: OpenBook
  cookie: string
  /** What each pupil's cell holds by the last acknowledged save. */
  marks: Map<string, string | null>
  /** The ids of acknowledged saves. */
  saves: string[]
}

const startOf = (book: OpenBook) => new Map(book.pupils.map(({ student_id, mark }) => [student_id, mark]))

/** Saves the column anew and anew; a save that is not acknowledged is sent again under its id until it is. */
async function keepSaving(
  teacher: Teacher,
  round: { stopping: boolean; url: () => string },
  survived: Survived,
): Promise<void> {
  const { book, cookie, marks, saves } = teacher
  while (!round.stopping) {
    const id = randomUUID()
    const value = (((saves.length + 1) % 90) / 10 + 1).toFixed(1)
    const cells = [...marks].map(([student_id, was]) => ({
      student: encodeStudent({ school_id: book.school_id, student_id }),
      column: 'regular_1',
      was,
      value,
    }))
    const body = JSON.stringify({ query: document, variables: { book: encodeBook({ ...book, term: 1 }), id, cells } })
    const patience = performance.now() + 60_000
    for (;;) {
      const answer = await send(round.url(), cookie, body)
      const statuses = answer?.data?.recordMarks?.cells.map(({ status }) => status)
      if (statuses) {
        const odd = statuses.filter((status) => status !== 'saved' && status !== 'already')
        if (odd.length > 0) survived.faults.push(`a cell came back as ${odd[0]}`)
        break
      }
      survived.refused += 1
      if (performance.now() > patience) {
        survived.faults.push(`a save was not taken for a minute: ${JSON.stringify(answer).slice(0, 200)}`)
        return
      }
      await sleep(50)
    }
    saves.push(id)
    for (const student_id of marks.keys()) marks.set(student_id, value)
  }
}

interface Answer {
  data?: { recordMarks?: { cells: { status: string }[] } }
}

async function send(url: string, cookie: string, body: string): Promise<Answer | null> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-truong': '1', cookie },
      body,
      signal: AbortSignal.timeout(20_000),
    })
    return (await response.json()) as Answer
  } catch {
    return null
  }
}

async function strike(blow: Blow, ground: Ground, line: Line, product: Child): Promise<Child> {
  switch (blow) {
    case 'server':
      await product.kill()
      return startChild('product.ts', { args: [line.url, ground.folder], profile: undefined })
    case 'restart':
      await product.stop()
      return startChild('product.ts', { args: [line.url, ground.folder], profile: undefined })
    case 'network':
      await line.cut(700)
      return product
    case 'postgres':
      process.kill(await postmasterOf(ground.db), 'SIGKILL')
      await untilItAnswers(ground.db)
      return product
  }
}

/** The process that all of PostgreSQL's are children of. */
async function postmasterOf(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{
    pid: number
  }>`select pid from pg_stat_activity where backend_type = 'checkpointer'`.execute(db)
  const stat = readFileSync(`/proc/${rows[0]!.pid}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

async function untilItAnswers(db: Kysely<Database>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answered = await sql`select 1`.execute(db).then(
      () => true,
      () => false,
    )
    if (answered) return
    await sleep(100)
  }
  throw new Error('PostgreSQL did not come back')
}

/** How a book in the database differs from what was acknowledged. */
async function differences(db: Kysely<Database>, { book, marks, saves }: Teacher): Promise<string[]> {
  const { rows } = await sql<{ student_id: string; regular_1: number | null }>`
    select student_id, regular_1 from subject_result where school_id = ${book.school_id} and academic_year = ${book.academic_year}
      and section_id = ${book.section_id} and term = 1`.execute(db)
  const stored = new Map(rows.map((row) => [row.student_id, row.regular_1]))
  const wrong = [...marks].filter(
    ([id, mark]) => stored.get(id) !== (mark === null ? null : Math.round(Number(mark) * 10)),
  )
  const { rows: counts } = await sql<{ history: number; remembered: number }>`
    select (select count(*)::integer from mark_change where school_id = ${book.school_id} and section_id = ${book.section_id} and term = 1) as history,
      (select count(*)::integer from grade_save where school_id = ${book.school_id} and id = any(${saves}::uuid[])) as remembered`.execute(
    db,
  )
  const { history, remembered } = counts[0]!
  return [
    ...(wrong.length > 0 ? [`${wrong.length} marks of a book are not what was acknowledged`] : []),
    ...(remembered !== saves.length ? [`${saves.length} saves were acknowledged, ${remembered} are remembered`] : []),
    // The first save may find a cell that holds its value already.
    ...(history > saves.length * marks.size || history < (saves.length - 1) * marks.size
      ? [`${saves.length} saves of ${marks.size} cells have ${history} lines of history`]
      : []),
  ]
}

interface Line {
  /** The database's address through the line. */
  url: string
  /** Breaks all connections and takes none for some milliseconds. */
  cut(milliseconds: number): Promise<void>
  stop(): Promise<void>
}

/** A line to the database that can be cut. */
async function cuttableLine(address: string): Promise<Line> {
  const url = new URL(address)
  const target = { host: url.hostname, port: Number(url.port) }
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const far = connect(target)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    async cut(milliseconds) {
      whole = false
      for (const socket of sockets) socket.destroy()
      await sleep(milliseconds)
      whole = true
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
