import { sql } from 'kysely'
import { demoPassword } from '../../seeds/demo/known.ts'
import type { Ground } from '../bench/ground.ts'
import { booksThatTakeMarks, teacherAt, type Save } from '../bench/saving.ts'
import type { Kind } from './expected.ts'
import { documentOf } from './page-documents.ts'

/** Marks that one save brings. */
const marksOfASave = 5
const teachers = 400
const parents = 2_000
const signIns = 4_000
/** Who waits longer has gone. */
const patience = 30_000

/** People of a province who ask what their pages ask; each call is the next one's turn. */
export async function peopleOf(ground: Ground, url: string): Promise<Record<Kind, () => Promise<unknown>>> {
  const books = await booksThatTakeMarks(ground, teachers)
  const there = { cookieOf: ground.cookieOf, product: { url } }
  const savers = await Promise.all(
    books.map(async (book) =>
      oneAfterOther(await teacherAt(there, { ...book, pupils: book.pupils.slice(0, marksOfASave) })),
    ),
  )
  const grids: { cookie: string; variables: Record<string, unknown> }[] = []
  for (const { account_id } of books) {
    const cookie = await ground.cookieOf(account_id)
    const { mySections } = (await ask(url, cookie, documents.ownSections, {})) as { mySections: OwnSection[] }
    const [section] = mySections
    if (!section) throw new Error('a teacher has no section')
    const { place, academicYear: year, term } = section
    grids.push({ cookie, variables: { ...place, year, term } })
  }
  const children = await Promise.all((await parentsIn(ground)).map((id) => ground.cookieOf(id)))
  const heads = await Promise.all(
    (await headsIn(ground)).map(async ({ id, slug }) => ({
      cookie: await ground.cookieOf(id),
      variables: { unit: slug, academicYear: ground.academicYear, term: 1 },
    })),
  )
  const saver = inTurn(savers)
  const grid = inTurn(grids)
  const parent = inTurn(children)
  const head = inTurn(heads)
  const login = inTurn(await loginsIn(ground))
  let round = 0
  return {
    save: () => saver()(round++),
    async grid() {
      const { cookie, variables } = grid()
      await ask(url, cookie, documents.grid, variables)
    },
    async parent() {
      const cookie = parent()
      const { child } = (await ask(url, cookie, documents.child, {})) as { child: { id: string } | null }
      if (!child) throw new Error('a parent sees no child')
      await ask(url, cookie, documents.visit, { id: child.id })
    },
    async principal() {
      const { cookie, variables } = head()
      const { schoolToday } = (await ask(url, cookie, documents.school, variables)) as { schoolToday: unknown }
      if (!schoolToday) throw new Error('a head sees no school')
    },
    'sign-in': () => signIn(url, login()),
  }
}

interface OwnSection {
  academicYear: number
  term: number
  place: { unit: string; class: string; subject: string }
}

/** What the pages ask, word for word. */
export const documents = {
  viewer: documentOf('shell/session.ts', 'Viewer'),
  ownSections: documentOf('shell/own-sections.ts', 'OwnSections'),
  grid: documentOf('pages/students/gradebook/gradebook-query.ts', 'GradebookAt'),
  child: documentOf('pages/parent/child-query.ts', 'ChildPage'),
  visit: documentOf('pages/parent/child-query.ts', 'VisitChild'),
  school: documentOf('pages/desk/SchoolToday.tsx', 'SchoolToday'),
}

function inTurn<T>(all: readonly T[]): () => T {
  let turn = 0
  if (all.length === 0) throw new Error('nobody is there')
  return () => all[turn++ % all.length]!
}

/** A page sends its next save when it has the answer to the last one. */
function oneAfterOther(save: Save): Save {
  let last = Promise.resolve()
  return (round) => {
    const next = last.then(() => save(round))
    last = next.catch(() => {})
    return next
  }
}

const headers = { 'content-type': 'application/json', accept: 'application/json', 'x-truong': '1' }

async function ask(
  url: string,
  cookie: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(patience),
  })
  const answer = (await response.json()) as { data?: unknown; errors?: { message: string }[] }
  if (answer.errors) throw new Error(answer.errors[0]?.message)
  return answer.data
}

/** Signs in and asks who that is, as the page does next. */
async function signIn(url: string, { login, address }: { login: string; address: string }): Promise<void> {
  const response = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { ...headers, 'x-forwarded-for': address },
    body: JSON.stringify({ login, password: demoPassword }),
    signal: AbortSignal.timeout(patience),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  await response.arrayBuffer()
  await ask(url, response.headers.getSetCookie()[0]!.split(';')[0]!, documents.viewer, {})
}

/** Parents of pupils in classes whose books are kept. */
async function parentsIn({ db, academicYear }: Ground): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct a.id from (
      select g.person_id from gradebook b join section s on s.school_id = b.school_id and s.id = b.section_id
      join enrollment e on e.school_id = s.school_id and e.class_id = s.class_id and e.ends_on is null
      join guardianship g on g.school_id = e.school_id and g.student_id = e.student_id and g.claimed_at is not null and g.valid_to is null
      where b.academic_year = ${academicYear} limit ${parents * 20}
    ) g join account a on a.person_id = g.person_id and a.state = 'active' limit ${parents}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Heads of schools whose books are kept, with the school's place in addresses. */
async function headsIn({ db, academicYear }: Ground): Promise<{ id: string; slug: string }[]> {
  const { rows } = await sql<{ id: string; slug: string }>`
    select a.id, u.slug from post p join unit u on u.id = p.unit_id join account a on a.person_id = p.person_id and a.state = 'active'
    where p.role = 'principal' and exists (select from gradebook b where b.school_id = u.id and b.academic_year = ${academicYear})`.execute(
    db,
  )
  return rows
}

/** People who can sign in, each behind an address of their own, as phones are. */
async function loginsIn({ db }: Ground): Promise<{ login: string; address: string }[]> {
  const { rows } = await sql<{ login: string }>`
    select login from account where state = 'active' and password_hash is not null
    order by id limit ${signIns}`.execute(db)
  return rows.map(({ login }, index) => ({ login, address: `10.9.${index >> 8}.${index & 255}` }))
}
