import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { sql } from 'kysely'
import pg from 'pg'
import { encodeBook } from '../../modules/students/gradebook/keys.ts'
import { encodeStudent } from '../../modules/students/keys.ts'
import type { Ground } from './ground.ts'
import { inTurns } from './measure.ts'
import type { Figure, Row } from './row.ts'
import { taughtSections, type Taught } from './story.ts'

const document = `mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!) {
  recordMarks(gradebook: $book, id: $id, source: pasted, cells: $cells) { savedAt cells { status value } rows { average } } }`

interface Pupil {
  student_id: string
  person_id: string
  mark: string | null
}

/** Saving a class's column over HTTP, everything durable included, beside one transaction of the bare UPDATE and INSERT of its history. */
export const savingMarks: Row = {
  name: 'save',
  async measure(ground: Ground, seconds: number): Promise<Figure[]> {
    const [book, other] = await booksThatTakeMarks(ground)
    const pupils = await pupilsOf(ground, book)
    const bare = await bareSave(ground, other, await pupilsOf(ground, other))
    const { ours, limit, ratio } = await inTurns(seconds, await ourSave(ground, book, pupils), bare.save)
    await bare.stop()
    return [
      {
        what: `saving ${pupils.length} marks, everything durable`,
        ours: `p50 ${ours.toFixed(2)} ms`,
        limit: `bare UPDATE + INSERT p50 ${limit.toFixed(2)} ms`,
        ratio,
        target: '≥ 0.5',
        met: ratio >= 0.5,
        numbers: { p50: ours, bareP50: limit },
      },
    ]
  },
}

/** Two sections of which the books take marks: their states and windows are opened for the measurement. */
async function booksThatTakeMarks(ground: Ground): Promise<[Taught, Taught]> {
  const [book, other] = await taughtSections(ground, 2)
  if (!book || !other) throw new Error('two sections are needed')
  const ids = [book.section_id, other.section_id]
  await sql`delete from entry_window`.execute(ground.db)
  await sql`update gradebook set state = 'open' where section_id = any(${ids})`.execute(ground.db)
  await sql`update assessment_column set locked_at = null where section_id = any(${ids})`.execute(ground.db)
  return [book, other]
}

async function pupilsOf({ db }: Ground, book: Taught): Promise<Pupil[]> {
  const { rows } = await sql<{ student_id: string; person_id: string; regular_1: number | null }>`
    select e.student_id, e.person_id, r.regular_1
    from section s
    join enrollment e on e.school_id = s.school_id and e.class_id = s.class_id and e.ends_on is null
    left join subject_result r on r.school_id = s.school_id and r.academic_year = s.academic_year and r.section_id = s.id
      and r.term = 1 and r.student_id = e.student_id
    where s.school_id = ${book.school_id} and s.id = ${book.section_id} and not coalesce(r.exempt, false)`.execute(db)
  return rows.map(({ regular_1, ...pupil }) => ({ ...pupil, mark: textOf(regular_1) }))
}

const textOf = (value: number | null): string | null =>
  value === null ? null : value === -1 ? 'V' : (value / 10).toFixed(1)

async function ourSave(
  ground: Ground,
  book: Taught,
  pupils: readonly Pupil[],
): Promise<(round: number) => Promise<void>> {
  const cookie = await ground.cookieOf(book.account_id)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const marks = new Map(pupils.map((pupil) => [pupil.student_id, pupil.mark]))
  return async (round) => {
    const value = ((round % 90) / 10 + 1).toFixed(1)
    const cells = [...marks].map(([student_id, was]) => ({
      student: encodeStudent({ school_id: book.school_id, student_id }),
      column: 'regular_1',
      was,
      value,
    }))
    const variables = { book: encodeBook({ ...book, term: 1 }), id: randomUUID(), cells }
    const text = await post(`${ground.product.url}/graphql`, agent, cookie, { query: document, variables })
    const answer = JSON.parse(text) as { data?: { recordMarks: { cells: { status: string }[] } } }
    if (!answer.data?.recordMarks.cells.every((cell) => cell.status === 'saved' || cell.status === 'already'))
      throw new Error(text.slice(0, 500))
    for (const student_id of marks.keys()) marks.set(student_id, value)
  }
}

function post(url: string, agent: Agent, cookie: string, body: unknown): Promise<string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'x-truong': '1', cookie }
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => void (text += part))
      response.on('end', () => resolve(text))
    })
      .on('error', reject)
      .end(JSON.stringify(body))
  })
}

async function bareSave(
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
          select $3, $4, $5, v.student_id, v.person_id, 1, 'regular_1', null, v.mark::text, 'bench', uuidv7()
          from unnest($1::uuid[], $2::smallint[], $6::uuid[]) v(student_id, mark, person_id)`,
        values: [ids, marks, book.school_id, book.academic_year, book.section_id, persons],
      })
      await client.query('commit')
    },
    stop: () => client.end(),
  }
}
