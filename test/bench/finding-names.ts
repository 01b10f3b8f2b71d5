import { sql } from 'kysely'
import { askAs } from './ask.ts'
import type { Ground } from './ground.ts'
import { middleOf } from './measure.ts'
import type { Figure, Row } from './row.ts'

const document = `query ($words: String!, $year: Int!) { students(year: $year, filter: { words: $words }, first: 20) {
  edges { node { fullName birthDate school { slug } seat { className } } } } }`

/** Words that thousands have are answered too: by asking for more of them. */
function unlessTooMany(error: Error): void {
  if (!error.message.includes('Hơn 1.000')) throw error
}

/** A leader seeks a pupil by name in the whole province: names that many have, that few have, a beginning, with and without signs. */
export const findingNames: Row = {
  name: 'names',
  async measure(ground: Ground): Promise<Figure[]> {
    const ask = await askAs(ground, 'leader')
    const { rows } = await sql<{ full_name: string }>`
      select full_name from student order by school_id, id limit 3 offset 500`.execute(ground.db)
    const words = ['nguyen minh khoi', 'Nguyễn Thị Hồng Vân', 'khoi', 'tran th', ...rows.map((it) => it.full_name)]
    const took: Record<string, number> = {}
    for (const word of words) {
      const work = () => ask(document, { words: word, year: ground.academicYear }).catch(unlessTooMany)
      await work()
      took[word] = await middleOf(5, work)
    }
    const [slowest, worst] = Object.entries(took).reduce((a, b) => (a[1] > b[1] ? a : b))
    return [
      {
        what: `a name in the whole province, the slowest of ${words.length}`,
        ours: `${worst.toFixed(0)} ms (${slowest})`,
        limit: '',
        ratio: null,
        target: '< 30 ms',
        met: worst < 30,
        numbers: took,
      },
    ]
  },
}
