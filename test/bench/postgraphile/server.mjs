// PostGraphile 5 on the product's tables, behind the same session look-up: server.mjs <url of truong_app>. It speaks with the
// bench as child.ts does.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import pg from 'pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { makePgService } from 'postgraphile/adaptors/pg'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { postgraphile } from 'postgraphile'

const [url = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 10 })
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ pool, schemas: ['public'] })],
  grafserv: { graphqlPath: '/graphql' },
  grafast: { explain: false },
})
const server = createServer()
const answer = instance.createServ(grafserv).createHandler()
server.on('request', (request, response) => {
  signedIn(request).then(
    (known) => (known ? answer(request, response) : response.writeHead(401).end()),
    (error) => response.writeHead(500).end(String(error)),
  )
})

async function signedIn(request) {
  const token = request.headers.cookie?.slice('truong='.length) ?? ''
  const session = await pool.query({
    name: 'session',
    text: `select a.id from session s join account a on a.id = s.account_id join person p on p.id = a.person_id
      where s.token_hash = $1 and s.expires_at > now()`,
    values: [createHash('sha256').update(token).digest()],
  })
  return session.rowCount === 1
}

process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({
    cpuMilliseconds: (user + system) / 1000,
    rssMegabytes: process.memoryUsage.rss() / 1e6,
    highestRssMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
  })
})
process.once('disconnect', () => process.exit(0))
await instance.getSchema()
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${server.address().port}`))
