import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { demoPassword } from '../../seeds/demo/known.ts'
import type { Ground } from './ground.ts'
import { median } from './measure.ts'
import type { Figure, Row } from './row.ts'
import { bareSave, booksThatTakeMarks, teacherAt, type Save } from './saving.ts'

const teachers = 64
const pause = 2_000
const signIns = 1_000

/** The last evening of term: 64 teachers who save every two seconds; who never pause; and while a thousand sign in within a minute. */
export const teachersStorm: Row = {
  name: 'storm',
  async measure(ground: Ground, seconds: number): Promise<Figure[]> {
    const books = await booksThatTakeMarks(ground, 2 * teachers)
    const saves = await Promise.all(books.slice(0, teachers).map((book) => teacherAt(ground, book)))
    const pool = new pg.Pool({ connectionString: ground.ownerUrl, max: 10 })
    const bare = books.slice(teachers).map((book) => bareSave(pool, book))
    const paced = await everyTwoSeconds(saves, Math.max(20, 2 * seconds))
    const rounds: { ours: Latencies; limit: Latencies }[] = []
    for (let round = 0; round < 3; round += 1)
      rounds.push({ ours: await withoutPause(saves, seconds / 3), limit: await withoutPause(bare, seconds / 3) })
    await pool.end()
    const ratio = median(rounds.map(({ ours, limit }) => ours.rate / limit.rate))
    const ours = rounds[1]!.ours
    const limit = rounds[1]!.limit
    const [saved, signed] = await Promise.all([everyTwoSeconds(saves, 60), signInsInAMinute(ground)])
    return [
      {
        what: `${teachers} teachers each saving every 2 s`,
        ours: worded(paced),
        limit: '',
        ratio: null,
        target: 'p99 < 50 ms',
        met: paced.p99 < 50,
        numbers: { ...paced },
      },
      {
        what: `${teachers} teachers without pause`,
        ours: worded(ours),
        limit: `bare ${worded(limit)}`,
        ratio,
        target: 'no error, ≥ 0.4',
        met: ratio >= 0.4,
        numbers: { rate: ours.rate, p99: ours.p99, bareRate: limit.rate, bareP99: limit.p99 },
      },
      {
        what: `the same teachers while ${signIns} sign in within a minute`,
        ours: `saves ${worded(saved)}; sign-ins ${worded(signed)}`,
        limit: '',
        ratio: null,
        target: 'no error, p99 of a save < 200 ms',
        met: saved.p99 < 200,
        numbers: { p99: saved.p99, signInP50: signed.p50, signInP99: signed.p99 },
      },
    ]
  },
}

/** What some works took, in milliseconds, and how many were done a second. A failed one ends the measurement. */
interface Latencies {
  rate: number
  p50: number
  p99: number
}

function latencies(times: readonly number[], seconds: number): Latencies {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { rate: sorted.length / seconds, p50: at(0.5), p99: at(0.99) }
}

const worded = ({ rate, p50, p99 }: Latencies): string =>
  `${rate.toFixed(0)} a second, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`

let round = 0

async function everyTwoSeconds(saves: readonly Save[], seconds: number): Promise<Latencies> {
  const times: number[] = []
  const end = performance.now() + seconds * 1000
  await Promise.all(
    saves.map(async (save, index) => {
      // Spread over the two seconds, as people are.
      await sleep((index * pause) / saves.length)
      for (let due = performance.now(); due < end; due += pause) {
        await sleep(Math.max(0, due - performance.now()))
        times.push(await timed(save))
      }
    }),
  )
  return latencies(times, seconds)
}

async function withoutPause(saves: readonly Save[], seconds: number): Promise<Latencies> {
  const times: number[] = []
  const end = performance.now() + seconds * 1000
  await Promise.all(
    saves.map(async (save) => {
      while (performance.now() < end) times.push(await timed(save))
    }),
  )
  return latencies(times, seconds)
}

async function timed(save: Save): Promise<number> {
  round += 1
  const begun = performance.now()
  await save(round)
  return performance.now() - begun
}

/** A thousand people sign in, evenly over a minute, each school behind an address of its own. */
async function signInsInAMinute(ground: Ground): Promise<Latencies> {
  const { rows } = await sql<{ login: string; school_id: number }>`
    select distinct on (a.person_id) a.login, t.school_id from account a join assignment t on t.person_id = a.person_id
    where a.state = 'active' and a.password_hash is not null and t.academic_year = ${ground.academicYear} and coalesce(t.valid_to, current_date) >= current_date
    limit ${signIns}`.execute(ground.db)
  const times: number[] = []
  await Promise.all(
    Array.from({ length: signIns }, async (_, index) => {
      const { login, school_id } = rows[index % rows.length]!
      await sleep((index * 60_000) / signIns)
      const begun = performance.now()
      const response = await fetch(`${ground.product.url}/session`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-truong': '1',
          'x-forwarded-for': `10.${school_id >> 16}.${(school_id >> 8) & 255}.${school_id & 255}`,
        },
        body: JSON.stringify({ login, password: demoPassword }),
      })
      if (!response.ok) throw new Error(`${login}: ${response.status} ${await response.text()}`)
      times.push(performance.now() - begun)
    }),
  )
  return latencies(times, 60)
}
