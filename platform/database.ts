import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { countStatement, nameOf } from './statement-times.ts'
import { tracing } from './tracing.ts'

/** All tables of all modules; each module's tables.ts adds its own by declaration merging. */
// oxlint-disable-next-line typescript/no-empty-interface -- filled by the modules
export interface Database {}

/** A day as `YYYY-MM-DD`, from the driver to the page. */
export type LocalDate = string

/** The permitted way to the database: the pool's or a transaction's. */
export type Db = Kysely<Database> | Transaction<Database>

// A day stays a string: as a Date it would arrive a day early in Hà Nội's time.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text))

/**
 * Opens a pool as the application's role. A statement that begins with a comment, as in
 * `/* gradebook.page *\/ select …`, is sent as a named prepared statement: PostgreSQL plans it once per connection. One that
 * begins with two asterisks is planned for each question: over a province the best way depends on what is asked.
 */
export function openDatabase(
  url: string,
  size: number,
  onError: (error: Error) => void,
): { db: Kysely<Database>; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    Client: NamingClient,
    application_name: 'truong',
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
  })
  // Without a listener a lost connection would end the process.
  pool.on('error', onError)
  // The pool listens while a connection is idle; one lost between two statements of a transaction is nobody's else.
  pool.on('connect', (client) => void client.on('error', () => {}))
  return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), pool }
}

class NamingClient extends pg.Client {
  // The driver's signature is overloaded; only the form (text, values) is changed, all else passes through.
  override query(...args: unknown[]): never {
    const [text, values] = args
    if (typeof text !== 'string' || !Array.isArray(values) || args.length > 2)
      return super.query(...(args as [never])) as never
    const config = text.startsWith('/* ') ? { name: statementName(text), text, values } : { text, values }
    const begun = performance.now()
    const traced = tracing()?.below(nameOf(text) ?? 'statement', { 'db.system.name': 'postgresql' })
    // The driver's own promise hangs each answer onto the one before it: the young generation of memory would never empty.
    return new Promise((resolve, reject) => {
      super.query(config, (error, result) => {
        countStatement(text, performance.now() - begun)
        traced?.(error)
        if (error) reject(error)
        else resolve(result)
      })
    }) as never
  }
}

const names = new Map<string, string>()

function statementName(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = `${text.slice(3, text.indexOf(' */')).slice(0, 40)} ${createHash('sha1').update(text).digest('base64url').slice(0, 10)}`
  // A statement whose text varies without bound would fill the map; such ones carry no leading comment.
  if (names.size > 5_000) throw new Error('too many named statements')
  names.set(text, name)
  return name
}
