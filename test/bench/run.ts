import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { prepareGround } from './ground.ts'
import { readingOfAClass } from './reading.ts'
import { savingOfMarks } from './saving.ts'

/** One line of the table: what, the figure, the limit beside it, their ratio and the target. */
export interface Figure {
  what: string
  ours: string
  limit: string
  ratio: number | null
  target: string
}

const { values } = parseArgs({
  options: {
    pupils: { type: 'string', default: '6000' },
    seconds: { type: 'string', default: '5' },
    json: { type: 'string' },
  },
})
const pupils = Number(values.pupils)
const seconds = Number(values.seconds)

const begun = performance.now()
const ground = await prepareGround(pupils)
const prepared = (performance.now() - begun) / 1000
try {
  const figures: Figure[] = [
    ...(await readingOfAClass(ground, seconds)),
    ...(await savingOfMarks(ground, seconds)),
    {
      what: 'memory of the server process',
      ours: `${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
      limit: '',
      ratio: null,
      target: '< 300 MB (the load generator is in the same process here)',
    },
  ]
  console.log(`${pupils} pupils, prepared in ${prepared.toFixed(1)} s\n`)
  console.table(
    figures.map(({ what, ours, limit, ratio, target }) => ({
      what,
      ours,
      limit,
      ratio: ratio?.toFixed(2) ?? '',
      target,
    })),
  )
  if (values.json) writeFileSync(values.json, JSON.stringify({ pupils, prepared, figures }, null, 1))
} finally {
  await ground.stop()
}
