import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { encodeBook } from '../../modules/students/gradebook/keys.ts'
import { encodeStudent } from '../../modules/students/keys.ts'
import type { Database } from '../../platform/database.ts'
import type { Ground } from '../bench/ground.ts'
import { booksThatTakeMarks, type OpenBook } from '../bench/saving.ts'

const document = `mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!) {
  recordMarks(gradebook: $book, id: $id, source: typed, cells: $cells) { cells { status } } }`

/** Somebody who saves, and what came of it. */
export interface Teacher {
  book: OpenBook
  cookie: string
  /** What each pupil's cell holds by the last acknowledged save. */
  marks: Map<string, string | null>
  /** The ids of acknowledged saves. */
  saves: string[]
}

/** Teachers with a book each, of which the history is empty. */
export async function teachersOf(ground: Ground, count: number): Promise<Teacher[]> {
  const books = await booksThatTakeMarks(ground, count)
  await sql`delete from mark_change where (school_id, section_id) in (
    select * from unnest(${books.map((it) => it.school_id)}::integer[], ${books.map((it) => it.section_id)}::uuid[]))`.execute(
    ground.db,
  )
  return Promise.all(
    books.map(async (book) => ({
      book,
      cookie: await ground.cookieOf(book.account_id),
      marks: startOf(book),
      saves: [],
    })),
  )
}

const startOf = (book: OpenBook) => new Map(book.pupils.map(({ student_id, mark }) => [student_id, mark]))

/** Saves the column anew and anew; a save that is not acknowledged is sent again under its id until it is. */
export async function keepSaving(
  teacher: Teacher,
  round: { stopping: boolean; url: () => string },
  told: { refused: number; faults: string[] },
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
        if (odd.length > 0) told.faults.push(`a cell came back as ${odd[0]}`)
        break
      }
      told.refused += 1
      if (performance.now() > patience) {
        told.faults.push(`a save was not taken for a minute: ${JSON.stringify(answer).slice(0, 200)}`)
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

/** How a book in the database differs from what was acknowledged. */
export async function differences(db: Kysely<Database>, { book, marks, saves }: Teacher): Promise<string[]> {
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
