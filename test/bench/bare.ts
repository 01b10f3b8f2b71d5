import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import pg from 'pg'
import { serve } from './child.ts'
import { signedIn } from './signed-in.ts'

// The limit: node:http and pg alone. bare.ts <url of truong_app>. The first part of a path chooses the work.
const [appUrl = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: appUrl, max: 10 })
const works: Readonly<Record<string, (request: IncomingMessage) => Promise<string>>> = { class: readClass }

// What everybody may read, from memory: the same bytes as the product has.
let open: Buffer | undefined

const server = createServer((request, response) => {
  if (request.method === 'PUT') return void keep(request, response)
  if (request.url === '/open') return void response.writeHead(200, { 'content-type': 'application/json' }).end(open)
  void answer(request, response)
})

async function keep(request: IncomingMessage, response: ServerResponse): Promise<void> {
  open = Buffer.concat(await request.toArray())
  response.end()
}

await serve(server, () => pool.end())

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (!(await signedIn(pool, request))) return void response.writeHead(401).end()
    const body = await works[request.url?.split('/')[1] ?? '']?.(request)
    if (body === undefined) return void response.writeHead(404).end()
    response.setHeader('content-type', 'application/json')
    response.end(body)
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
}

/** A class's pupils with their marks of the first term: one named statement that returns JSON. */
async function readClass(request: IncomingMessage): Promise<string> {
  const [, , school, section] = request.url?.split('/') ?? []
  const { rows } = await pool.query<{ json: string | null }>({
    name: 'class',
    text: `select json_agg(c order by c.number)::text as json from (
      select e.number, st.id, st.rest_name, st.given_name, r.regular_1, r.regular_2, r.regular_3, r.regular_4, r.midterm, r.final,
        r.comment, r.exempt, r.average, r.passed
      from section s join enrollment e on e.school_id = s.school_id and e.class_id = s.class_id
      join student st on st.school_id = e.school_id and st.id = e.student_id
      left join subject_result r on r.school_id = s.school_id and r.academic_year = s.academic_year and r.section_id = s.id
        and r.term = 1 and r.student_id = st.id
      where s.school_id = $1 and s.id = $2) c`,
    values: [Number(school), section],
  })
  return rows[0]?.json ?? '[]'
}
