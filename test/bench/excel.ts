import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { readWorkbook } from '../../platform/workbook-read.ts'
import { startChild } from './child.ts'
import { startOptions, type Ground } from './ground.ts'
import { median } from './measure.ts'
import type { Figure, Row } from './row.ts'

const wanted = 50_000
const rounds = 5

/** A workbook of 50,000 pupils in twelve columns, from the database to the last byte of the answer, by a process of its own. */
export const excel: Row = {
  name: 'excel',
  async measure(ground: Ground): Promise<Figure[]> {
    const server = await startChild('excel-server.ts', {
      args: [ground.appUrl],
      node: startOptions(),
      profile: undefined,
    })
    try {
      // A small one first: compiled code, connections, plans; and the file is read back, so that it is one.
      const [grid] = await readWorkbook(await fetched(`${server.url}/1000`))
      const pupils = grid?.rows.filter(({ cells }) => typeof cells[0] === 'number').length
      if (pupils !== 1_000) throw new Error(`a workbook of 1000 pupils has ${pupils}`)
      const before = await server.usage()
      const times: number[] = []
      const blocked: number[] = []
      let bytes = 0
      for (let round = 0; round < rounds; round += 1) {
        const begun = performance.now()
        bytes = (await fetched(`${server.url}/${wanted}`)).byteLength
        times.push(performance.now() - begun)
        blocked.push((await server.usage()).longestTurnMilliseconds)
      }
      const { highestRssMegabytes } = await server.usage()
      const milliseconds = median(times)
      const longestTurn = Math.max(...blocked)
      return [
        {
          what: `Excel of ${wanted} rows in 12 columns`,
          ours: `${(milliseconds / 1000).toFixed(2)} s, ${(bytes / 1e6).toFixed(1)} MB; memory of the process ${Math.round(highestRssMegabytes)} MB (before ${Math.round(before.rssMegabytes)}); longest turn of the event loop ${longestTurn.toFixed(0)} ms`,
          limit: '',
          ratio: null,
          target: '< 2 s, < 200 MB, never over 100 ms',
          met: milliseconds < 2_000 && highestRssMegabytes < 200 && longestTurn < 100,
          numbers: { milliseconds, bytes, before: before.rssMegabytes, highestRssMegabytes, longestTurn },
        },
      ]
    } finally {
      await server.stop()
    }
  },
}

async function fetched(url: string): Promise<Buffer> {
  const response = await fetch(url)
  return buffer(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]))
}
