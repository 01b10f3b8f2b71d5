// PostGraphile 5 on the product's tables, behind the same session look-up: server.mjs <url of truong_app>.
import { createServer } from 'node:http'
import pg from 'pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { makePgService } from 'postgraphile/adaptors/pg'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { postgraphile } from 'postgraphile'
import { serve } from '../child.ts'
import { signedIn } from '../signed-in.ts'

const [url = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 10 })
// What is cut when the database stops is nobody's loss.
pool.on('error', () => {})
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ pool, schemas: ['public'] })],
  grafserv: { graphqlPath: '/graphql' },
  grafast: { explain: false },
})
const answer = instance.createServ(grafserv).createHandler()
const server = createServer((request, response) => {
  signedIn(pool, request).then(
    (known) => (known ? answer(request, response) : response.writeHead(401).end()),
    (error) => response.writeHead(500).end(String(error)),
  )
})
await instance.getSchema()
await serve(server, () => pool.end())
