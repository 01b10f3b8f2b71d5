import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { besidePostgraphile } from './beside-postgraphile.ts'
import { computingResults } from './computing-results.ts'
import { excel } from './excel.ts'
import { findingNames } from './finding-names.ts'
import { prepareGround } from './ground.ts'
import { growing } from './growing.ts'
import { memory } from './memory.ts'
import { provinceFigures } from './province-figures.ts'
import { readingAClass } from './reading-a-class.ts'
import { openFigures } from './open-figures.ts'
import type { Figure, Row } from './row.ts'
import { savingMarks } from './saving-marks.ts'
import { teachersStorm } from './teachers-storm.ts'

// npm run bench -- [--pupils N] [--books share] [--seconds N] [--only read,save] [--json file] [--data folder] [--profile folder]
// The product, the bare server and the load (this process) run in a process each; ratios come from alternating rounds.
const rows: readonly Row[] = [
  readingAClass,
  growing,
  besidePostgraphile,
  savingMarks,
  teachersStorm,
  computingResults,
  provinceFigures,
  findingNames,
  openFigures,
  excel,
  memory,
]

const { values } = parseArgs({
  options: {
    pupils: { type: 'string', default: '6000' },
    books: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '9' },
    only: { type: 'string' },
    json: { type: 'string' },
    data: { type: 'string' },
    profile: { type: 'string' },
  },
})
const pupils = Number(values.pupils)
const seconds = Number(values.seconds)
const named = values.only?.split(',')
const chosen = rows.filter((row) => (named ? named.includes(row.name) : !row.onlyIfNamed))

// What else runs takes its share of both sides, but a single thread cannot take more than one: ratios are fair on a quiet machine.
const busy = loadavg()[0] ?? 0
const begun = performance.now()
const ground = await prepareGround({
  pupils,
  books: Number(values.books),
  data: values.data,
  profile: values.profile,
})
const prepared = (performance.now() - begun) / 1000
try {
  const figures: Figure[] = []
  for (const row of chosen) figures.push(...(await row.measure(ground, seconds)))
  print(figures)
  const machine = { busy, cores: cpus().length, model: cpus()[0]?.model ?? '', node: process.version }
  if (values.json)
    writeFileSync(
      values.json,
      `${JSON.stringify({ at: new Date(), pupils, seconds, prepared, machine, figures }, null, 2)}\n`,
    )
} finally {
  await ground.stop()
}

function print(figures: readonly Figure[]): void {
  console.log(`${pupils} pupils, prepared in ${prepared.toFixed(1)} s; load of the machine before: ${busy.toFixed(1)}`)
  console.table(
    figures.map(({ what, ours, limit, ratio, target, met }) => ({
      what,
      ours,
      limit,
      ratio: ratio?.toFixed(2) ?? '',
      target,
      met: met ? 'yes' : 'no',
    })),
  )
}
