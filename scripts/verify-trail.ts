// `npm run verify-trail`: compares the whole trail with its seals, whether the server runs or not; ends with 1 where
// something is not as it was sealed. `npm run verify-trail -- 12=ab34…` compares the last seal of unit 12 (0: the
// province's own) with a code that was kept elsewhere.
import { pino } from 'pino'
import { checkTrail } from '../modules/trail/check.ts'
import { openDatabase } from '../platform/database.ts'
import { readConfig } from '../server/config.ts'
import { prepareDatabase } from '../server/prepare-database.ts'
import { runningDatabase } from '../server/running-database.ts'

const config = readConfig(process.env)
const running = runningDatabase(config)
const prepared = running ? null : await prepareDatabase(config, pino({ level: 'warn', base: null }))
const { db } = openDatabase(running ?? prepared!.appUrl, 1, () => {})
const kept = process.argv.slice(2).map((pair) => [Number(pair.split('=')[0]), pair.split('=')[1] ?? ''] as const)
try {
  const { units, seals, changes, open, heads, faults, changed } = await checkTrail(db, kept)
  console.log(`${changes} changes of ${units} units under ${seals} seals; ${open} not sealed yet`)
  for (const [unit, digest] of heads) console.log(`${unit}=${digest}`)
  for (const { kind, unit_id, number, change_id } of faults.slice(0, 1000))
    console.error(
      `${kind}: unit ${unit_id}${number ? `, seal ${number}` : ''}${change_id ? `, change ${change_id}` : ''}`,
    )
  for (const unit of changed) console.error(`the last seal of unit ${unit} is not the one that was kept`)
  process.exitCode = faults.length + changed.length > 0 ? 1 : 0
} finally {
  await db.destroy()
  await prepared?.stop()
}
