import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { sql } from 'kysely'
import pg from 'pg'
import { encodeBook } from '../../modules/students/gradebook/keys.ts'
import { listen, type Ground } from './ground.ts'
import type { Figure } from './run.ts'

/** A teacher's account with one of the sections. */
export interface Taught {
  account_id: string
  school_id: number
  academic_year: number
  section_id: string
}

const document = `query ($id: ID!) { gradebook(id: $id) {
  id name state assessment regularDue canMark
  columns { column kind position label publishedAt open closedBecause reasonNeeded }
  rows { student number restName givenName leftOn cells comment exempt average passed } } }`

/** Sections of this year with their teachers. */
export async function taughtSections(ground: Ground, most: number): Promise<Taught[]> {
  const { rows } = await sql<Taught>`
    select a.id as account_id, s.school_id, s.academic_year, s.section_id from assignment s join account a on a.person_id = s.person_id
    where s.kind = 'section' and s.answers and s.substitute_for is null and (s.valid_to is null or s.valid_to >= '2026-11-25') and s.academic_year = 2026 order by s.section_id limit ${most}`.execute(
    ground.db,
  )
  return rows
}

/** A class gradebook by the general endpoint, beside a bare server with the same session look-up and one SQL returning JSON. */
export async function readingOfAClass(ground: Ground, seconds: number): Promise<Figure[]> {
  const sections = await taughtSections(ground, 40)
  const cookies = await Promise.all(sections.map((it) => ground.cookieOf(it.account_id)))
  const ours = await fire(
    ground.url,
    seconds,
    sections.map((it, index) => ({
      method: 'POST' as const,
      path: '/graphql',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-truong': '1',
        cookie: cookies[index] ?? '',
      },
      body: JSON.stringify({ query: document, variables: { id: encodeBook({ ...it, term: 1 }) } }),
    })),
  )
  const bare = await bareServer(ground)
  const limit = await fire(
    bare.url,
    seconds,
    sections.map((it, index) => ({
      method: 'GET' as const,
      path: `/${it.school_id}/${it.section_id}`,
      headers: { cookie: cookies[index] ?? '' },
    })),
  )
  await bare.stop()
  return [
    {
      what: 'class gradebook, general endpoint in express',
      ours: `${Math.round(ours.rate)} req/s, p50 ${ours.p50} ms, p99 ${ours.p99} ms`,
      limit: `bare server ${Math.round(limit.rate)} req/s, p50 ${limit.p50} ms`,
      ratio: ours.rate / limit.rate,
      target: '≥ 0.4',
    },
  ]
}

async function fire(
  url: string,
  seconds: number,
  requests: autocannon.Request[],
): Promise<{ rate: number; p50: number; p99: number }> {
  await autocannon({ url, connections: 16, duration: 1, requests })
  const result = await autocannon({ url, connections: 16, duration: seconds, requests })
  if (result.non2xx || result.errors) throw new Error(`${result.non2xx} answers were not 2xx, ${result.errors} errors`)
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 }
}

/** The limit: node:http and pg alone, the session looked up by its hash, one named statement that returns the class as JSON. */
async function bareServer(ground: Ground): Promise<{ url: string; stop: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: ground.appUrl, max: 8 })
  const server = createServer(async (request, response) => {
    const token = request.headers.cookie?.slice('truong='.length) ?? ''
    const session = await pool.query({
      name: 'session',
      text: 'select a.id from session s join account a on a.id = s.account_id join person p on p.id = a.person_id where s.token_hash = $1 and s.expires_at > now()',
      values: [createHash('sha256').update(token).digest()],
    })
    if (session.rowCount === 0) return void response.writeHead(401).end()
    const [, school, section] = request.url?.split('/') ?? []
    const { rows } = await pool.query({
      name: 'class',
      text: `select json_agg(c order by c.number)::text as json from (
        select e.number, st.id, st.rest_name, st.given_name, r.regular_1, r.regular_2, r.regular_3, r.regular_4, r.midterm, r.final, r.comment, r.exempt, r.average, r.passed
        from section s join enrollment e on e.school_id = s.school_id and e.class_id = s.class_id
        join student st on st.school_id = e.school_id and st.id = e.student_id
        left join subject_result r on r.school_id = s.school_id and r.academic_year = s.academic_year and r.section_id = s.id and r.term = 1 and r.student_id = st.id
        where s.school_id = $1 and s.id = $2) c`,
      values: [Number(school), section],
    })
    response.setHeader('content-type', 'application/json')
    response.end(rows[0]?.json ?? '[]')
  })
  const url = await listen(server)
  return {
    url,
    stop: async () => {
      // Requests sent in the last moment are answered before the pool is let go.
      await sleep(500)
      server.closeAllConnections()
      server.close()
      await pool.end()
    },
  }
}
