import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { encodeBook } from '../../modules/students/gradebook/keys.ts'
import { encodeStudent } from '../../modules/students/keys.ts'
import type { Ground } from './ground.ts'
import { taughtSections, type Taught } from './reading.ts'
import type { Figure } from './run.ts'

const document = `mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!) {
  recordMarks(gradebook: $book, id: $id, source: pasted, cells: $cells) { savedAt cells { status value } rows { average } } }`

interface Pupil {
  student_id: string
  person_id: string
  class_id: number
}

/** Saving a class's column over HTTP, everything durable included, beside one transaction of the bare UPDATE and INSERT of its history. */
export async function savingOfMarks(ground: Ground, seconds: number): Promise<Figure[]> {
  const book = await openBook(ground)
  const { rows: pupils } = await sql<Pupil>`
    select e.student_id, e.person_id, e.class_id from section s join enrollment e on e.school_id = s.school_id and e.class_id = s.class_id
    where s.school_id = ${book.school_id} and s.id = ${book.section_id} and e.ends_on is null`.execute(ground.db)
  const ours = await timed(seconds, await oursOn(ground, book, pupils))
  const bare = await bareOn(ground, book, pupils)
  const limit = await timed(seconds, bare.save)
  await bare.stop()
  return [
    {
      what: `saving ${pupils.length} marks, everything durable`,
      ours: `p50 ${ours.toFixed(1)} ms`,
      limit: `bare UPDATE + INSERT p50 ${limit.toFixed(1)} ms`,
      ratio: limit / ours,
      target: '≥ 0.5',
    },
  ]
}

/** A section whose book takes marks: its state and windows are opened for the measurement. */
async function openBook(ground: Ground): Promise<Taught> {
  const [book] = await taughtSections(ground, 1)
  if (!book) throw new Error('no section')
  const client = new pg.Client({ connectionString: ground.ownerUrl })
  await client.connect()
  await client.query('delete from entry_window')
  await client.query('update gradebook set state = $1 where section_id = $2', ['open', book.section_id])
  await client.query('update assessment_column set locked_at = null where section_id = $1', [book.section_id])
  await client.end()
  return book
}

async function oursOn(
  ground: Ground,
  book: Taught,
  pupils: readonly Pupil[],
): Promise<(round: number) => Promise<void>> {
  const cookie = await ground.cookieOf(book.account_id)
  const { rows } = await sql<{ student_id: string; regular_1: number | null }>`
    select student_id, regular_1 from subject_result where school_id = ${book.school_id} and section_id = ${book.section_id} and term = 1`.execute(
    ground.db,
  )
  const text = (value: number | null | undefined) =>
    value === null || value === undefined ? null : value === -1 ? 'V' : (value / 10).toFixed(1)
  const was = new Map(
    pupils.map((pupil) => [pupil.student_id, text(rows.find((row) => row.student_id === pupil.student_id)?.regular_1)]),
  )
  return async (round) => {
    const value = ((round % 90) / 10 + 1).toFixed(1)
    const cells = pupils.map(({ student_id }) => ({
      student: encodeStudent({ school_id: book.school_id, student_id }),
      column: 'regular_1',
      was: was.get(student_id),
      value,
    }))
    const response = await fetch(`${ground.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-truong': '1', cookie },
      body: JSON.stringify({
        query: document,
        variables: { book: encodeBook({ ...book, term: 1 }), id: randomUUID(), cells },
      }),
    })
    const answer = (await response.json()) as {
      data?: { recordMarks: { cells: { status: string }[] } }
      errors?: unknown
    }
    if (!answer.data?.recordMarks.cells.every((cell) => cell.status === 'saved' || cell.status === 'already'))
      throw new Error(JSON.stringify(answer).slice(0, 500))
    for (const { student_id } of pupils) was.set(student_id, value)
  }
}

async function bareOn(
  ground: Ground,
  book: Taught,
  pupils: readonly Pupil[],
): Promise<{ save: (round: number) => Promise<void>; stop: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: ground.ownerUrl })
  await client.connect()
  const ids = pupils.map((pupil) => pupil.student_id)
  const persons = pupils.map((pupil) => pupil.person_id)
  return {
    async save(round) {
      const marks = ids.map(() => 10 + (round % 90))
      await client.query('begin')
      await client.query({
        name: 'update',
        text: `update subject_result r set regular_1 = v.mark from unnest($1::uuid[], $2::smallint[]) v(student_id, mark)
          where r.school_id = $3 and r.academic_year = $4 and r.section_id = $5 and r.term = 1 and r.student_id = v.student_id`,
        values: [ids, marks, book.school_id, book.academic_year, book.section_id],
      })
      await client.query({
        name: 'history',
        text: `insert into mark_change (school_id, academic_year, section_id, student_id, person_id, term, "column", before, after, account_name, change_id)
          select $3, $4, $5, v.student_id, v.person_id, 1, 'regular_1', null, v.mark::text, 'bench', uuidv7() from unnest($1::uuid[], $2::smallint[], $6::uuid[]) v(student_id, mark, person_id)`,
        values: [ids, marks, book.school_id, book.academic_year, book.section_id, persons],
      })
      await client.query('commit')
    },
    stop: () => client.end(),
  }
}

/** The median in milliseconds of a piece of work done one after the other. */
async function timed(seconds: number, work: (round: number) => Promise<void>): Promise<number> {
  const times: number[] = []
  const until = performance.now() + seconds * 1000
  for (let round = 0; performance.now() < until || round < 20; round += 1) {
    const begun = performance.now()
    await work(round)
    if (round >= 10) times.push(performance.now() - begun)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}
