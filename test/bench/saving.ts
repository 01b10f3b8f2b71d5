import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { sql } from 'kysely'
import type pg from 'pg'
import { encodeBook } from '../../modules/students/gradebook/keys.ts'
import { encodeStudent } from '../../modules/students/keys.ts'
import type { Ground } from './ground.ts'
import { taughtSections, type Taught } from './story.ts'

const document = `mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!) {
  recordMarks(gradebook: $book, id: $id, source: pasted, cells: $cells) { savedAt cells { status value } rows { average } } }`

/** Saves a column of marks that differ from round to round. */
export type Save = (round: number) => Promise<void>

/** A book whose first regular mark is entered over and over, with its pupils. */
export interface OpenBook extends Taught {
  pupils: readonly Pupil[]
}

interface Pupil {
  student_id: string
  person_id: string
  mark: string | null
}

/** Sections of which the books take marks, each of another teacher where there are as many: windows, locks and states are opened for the measurement. */
export async function booksThatTakeMarks(ground: Ground, most: number): Promise<OpenBook[]> {
  const taught = Map.groupBy(await taughtSections(ground, most * 12), (it) => it.account_id)
  const books = [...taught.values()].flatMap((own) => own.slice(0, 1)).slice(0, most)
  if (books.length < most) throw new Error(`${most} teachers are needed, ${books.length} were found`)
  const schools = books.map((it) => it.school_id)
  const sections = books.map((it) => it.section_id)
  const ofBooks = sql`(school_id, section_id) in (select * from unnest(${schools}::integer[], ${sections}::uuid[]))`
  await sql`delete from entry_window where school_id = any(${schools})`.execute(ground.db)
  await sql`update gradebook set state = 'open' where ${ofBooks}`.execute(ground.db)
  await sql`update assessment_column set locked_at = null where ${ofBooks}`.execute(ground.db)
  return Promise.all(books.map(async (book) => ({ ...book, pupils: await pupilsOf(ground, book) })))
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

/** A teacher at the product: one connection, the marks as they were seen last. An answer that is not "saved" is an error. */
export async function teacherAt(
  ground: Pick<Ground, 'cookieOf'> & { product: { url: string } },
  { pupils, ...book }: OpenBook,
): Promise<Save> {
  const cookie = await ground.cookieOf(book.account_id)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const marks = new Map(pupils.map((pupil) => [pupil.student_id, pupil.mark]))
  return async (round) => {
    const value = markOf(round).toFixed(1)
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

const markOf = (round: number): number => (round % 90) / 10 + 1

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

/** The limit: one transaction of the bare UPDATE and the bare INSERT of the history, through a pool. */
export function bareSave(pool: pg.Pool, { pupils, ...book }: OpenBook): Save {
  const ids = pupils.map((pupil) => pupil.student_id)
  const persons = pupils.map((pupil) => pupil.person_id)
  return async (round) => {
    const marks = ids.map(() => Math.round(markOf(round) * 10))
    const client = await pool.connect()
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
    client.release()
  }
}
