import { createServer } from 'node:http'
import { pino } from 'pino'
import { modules } from '../../modules/all.ts'
import { openDatabase } from '../../platform/database.ts'
import { openFileStore } from '../../platform/file.ts'
import { schema } from '../../schema/index.ts'
import { createApp } from '../../server/app.ts'
import { openFigures } from '../../server/open-figures.ts'
import { startJobs } from '../../server/jobs.ts'
import { loadTexts } from '../../server/texts.ts'
import { serve } from './child.ts'
import { classDocument } from './class-document.ts'

// The product as server/main.ts runs it, on a database that is there: product.ts <url of truong_app> <folder of files>
const [appUrl = '', folder = ''] = process.argv.slice(2)
const log = pino({ level: process.env.LOG_LEVEL ?? 'warn', base: null })
const { db } = openDatabase(appUrl, 10, () => {})
const parts = {
  db,
  modules,
  schema,
  say: await loadTexts(),
  log,
  files: openFileStore(folder),
  life: { hours: 12, idleMinutes: 60 },
  secure: false,
  demandFactor: false,
  timeZone: 'Asia/Ho_Chi_Minh',
}
const jobs = startJobs(parts)
const app = createApp({
  ...parts,
  trustedProxies: ['127.0.0.1'],
  publicUrl: new URL('http://localhost:4000'),
  demo: false,
  keepYears: 5,
  webRoot: null,
  // As if the build had listed what the bench asks.
  known: { textOf: (id) => (id === 'GradebookAt' ? classDocument : undefined), has: (text) => text === classDocument },
  onlyKnown: false,
  ready: () => true,
})
const open = await openFigures(db, log)
await serve(createServer(open.before(app)), async () => {
  open.stop()
  await jobs.stop()
  await db.destroy()
})
