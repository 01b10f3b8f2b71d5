import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { openDatabase } from '../../platform/database.ts'
import { startPostgres } from '../../server/embedded-postgres.ts'
import { readConfig } from '../../server/config.ts'
import { migrate } from '../../server/migrate.ts'
import { loadReference } from '../reference/load.ts'
import { demoAccounts } from './accounts.ts'
import { generate } from './generate.ts'

// Makes a demo province of any size and says how long it took: npm run province -- --pupils 20000 [--books 0.1]
// [--database postgres://… | --data DIR] [--seed …] [--today …]. --books is the share of schools that keep books. --data
// keeps it in a folder with which a server may be started (DATA_DIR=DIR npm start) or measured (npm run bench -- --data DIR);
// without either it is thrown away.
const { databaseName } = readConfig({ DEMO: '1' })
const vietnam = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Ho_Chi_Minh' })
const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    data: { type: 'string' },
    pupils: { type: 'string', default: '6000' },
    books: { type: 'string', default: '1' },
    seed: { type: 'string', default: 'truong' },
    today: { type: 'string', default: vietnam.format(new Date()) },
  },
})

if (values.database) await load(values.database)
else await withOwnDatabase(load)

async function load(ownerUrl: string): Promise<void> {
  await migrate(ownerUrl)
  await loadReference(ownerUrl)
  const started = performance.now()
  const counts = await generate(ownerUrl, {
    size: Number(values.pupils),
    books: Number(values.books),
    seed: values.seed,
    today: values.today,
    stepwise: true,
  })
  if (counts === 'present') return print('This database holds a demo already.')
  const seconds = (performance.now() - started) / 1000
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  for (const [table, count] of Object.entries(counts)) print(`${String(count).padStart(10)}  ${table}`)
  print(`${rows} rows in ${seconds.toFixed(1)} s, ${Math.round(process.memoryUsage.rss() / 1_048_576)} MB of memory`)
  const { db } = openDatabase(ownerUrl, 1, () => {})
  for (const account of await demoAccounts(db)) {
    print([account.roleKey.padEnd(22), account.login.padEnd(22), account.name, account.unitName ?? ''].join('  '))
  }
  await db.destroy()
}

async function withOwnDatabase(work: (ownerUrl: string) => Promise<void>): Promise<void> {
  const dataDir = values.data ? resolve(values.data) : join(tmpdir(), `truong-demo-${randomUUID()}`)
  // What is made anew after a power cut need not be safe before it is made.
  const log = pino({ level: 'warn' })
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), log, durable: false, memory: 1024 })
  try {
    await postgres.ensureDatabase(databaseName)
    await work(postgres.url(databaseName))
  } finally {
    await postgres.stop()
    if (!values.data) rmSync(dataDir, { recursive: true, force: true })
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
