import pg from 'pg'
import type { Ground } from './ground.ts'
import { inTurns } from './measure.ts'
import type { Figure, Row } from './row.ts'
import { bareSave, booksThatTakeMarks, teacherAt } from './saving.ts'

/** Saving a class's column over HTTP, everything durable included, beside one transaction of the bare UPDATE and INSERT of its history. */
export const savingMarks: Row = {
  name: 'save',
  async measure(ground: Ground, seconds: number): Promise<Figure[]> {
    const [book, other] = await booksThatTakeMarks(ground, 2)
    const pool = new pg.Pool({ connectionString: ground.ownerUrl, max: 1 })
    const { ours, limit, ratio } = await inTurns(seconds, await teacherAt(ground, book!), bareSave(pool, other!))
    await pool.end()
    return [
      {
        what: `saving ${book!.pupils.length} marks, everything durable`,
        ours: `p50 ${ours.toFixed(2)} ms`,
        limit: `bare UPDATE + INSERT p50 ${limit.toFixed(2)} ms`,
        ratio,
        target: '≥ 0.5',
        met: ratio >= 0.5,
        numbers: { p50: ours, bareP50: limit },
      },
    ]
  },
}
