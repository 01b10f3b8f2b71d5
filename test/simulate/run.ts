import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { prepareGround, type Ground } from '../bench/ground.ts'
import { randomOf } from '../../seeds/demo/random.ts'
import { arrive } from './arrivals.ts'
import { chart } from './chart.ts'
import { expected, mapped, titleOf, type Day, type Kind } from './expected.ts'
import { coursesOf, slice } from './measured.ts'
import { peopleOf } from './people.ts'
import { startProgram } from './program.ts'

// npm run simulate -- --day normal|last-week [--minutes 10] [--times 10] [--pupils 20000] [--books share] [--data DIR]
//   [--load-of pupils] [--workers 2] [--port 4100] [--out docs/measured] [--note words]
// The busiest hour of a day, so many times as busy as is expected where so many pupils are: people come as they come, to the
// program as it is operated (server/main.ts), on a province of --pupils or in --data. Writes day-<day>.json and .svg.
const { values } = parseArgs({
  options: {
    day: { type: 'string', default: 'normal' },
    minutes: { type: 'string', default: '10' },
    times: { type: 'string', default: '10' },
    pupils: { type: 'string', default: '20000' },
    books: { type: 'string', default: '1' },
    data: { type: 'string' },
    'load-of': { type: 'string' },
    workers: { type: 'string', default: String(cpus().length) },
    port: { type: 'string', default: '4100' },
    out: { type: 'string', default: 'docs/measured' },
    note: { type: 'string' },
  },
})
if (values.day !== 'normal' && values.day !== 'last-week') throw new Error('--day is normal or last-week')
const day: Day = values.day
const milliseconds = Number(values.minutes) * 60_000
const times = Number(values.times)
const warmUp = 20_000
const kinds: readonly Kind[] = ['save', 'grid', 'parent', 'sign-in', 'principal']

const ground = await prepareGround({
  pupils: Number(values.pupils),
  books: Number(values.books),
  data: values.data,
  profile: undefined,
})
try {
  // The program answers alone.
  await Promise.all([ground.product.stop(), ground.bare.stop()])
  const program = await startProgram(ground, Number(values.port), Number(values.workers))
  try {
    await simulate(program)
  } finally {
    await program.stop()
  }
} finally {
  await ground.stop()
}

async function simulate(program: Awaited<ReturnType<typeof startProgram>>): Promise<void> {
  const pupils = await pupilsIn(ground)
  const loadOf = Number(values['load-of'] ?? pupils)
  const rates = mapped(expected(day, loadOf), (rate) => rate * times)
  const acts = await peopleOf(ground, program.url)
  const random = randomOf(`${day} ${times}`)
  await arrive(rates, warmUp, acts, () => random.next())
  const before = { load: loadavg(), cpu: program.cpu() }
  const done = await arrive(rates, milliseconds, acts, () => random.next())
  const courses = coursesOf(done, kinds, milliseconds)
  const cores = (program.cpu() - before.cpu) / (milliseconds / 1000)
  const memory = program.highestMemory()
  const second = (done.length / milliseconds) * 1000
  const title = `${titleOf(day)}: ${times} times the load expected of ${round(loadOf)} pupils, ${second.toFixed(0)} acts a second`
  const notes = [
    `${new Date().toISOString().slice(0, 10)}, a province of ${round(pupils)} pupils; ${values.workers} server processes, PostgreSQL and the load itself on ${cpus().length} cores (${cpus()[0]?.model ?? ''}).`,
    `Load average ${before.load[0]?.toFixed(1)} before, ${loadavg()[0]?.toFixed(1)} at the end; the server took ${cores.toFixed(2)} cores, each process at most ${Math.round(Math.max(...memory))} MB.`,
    ...(values.note ? [values.note] : []),
  ]
  mkdirSync(values.out, { recursive: true })
  const file = join(values.out, `day-${day}`)
  writeFileSync(`${file}.svg`, chart(title, notes, courses))
  writeFileSync(
    `${file}.json`,
    `${JSON.stringify({ title, notes, at: new Date(), pupils, loadOf, times, rates, sliceMilliseconds: slice, cores, memory, courses }, null, 2)}\n`,
  )
  console.log(title)
  console.table(courses.map(({ kind, faults, whole }) => ({ kind, faults, ...whole })))
  for (const note of notes) console.log(note)
  const faults = new Set(done.flatMap((one) => (one.fault ? [`${one.kind}: ${one.fault}`] : [])))
  for (const fault of [...faults].slice(0, 10)) console.log(fault)
  if (courses.some(({ faults }) => faults > 0)) process.exitCode = 1
}

async function pupilsIn({ db, academicYear }: Ground): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from enrollment where academic_year = ${academicYear} and ends_on is null`.execute(db)
  return rows[0]!.count
}

function round(count: number): string {
  return Math.round(count).toLocaleString('en')
}
