import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { addTable } from './back-up.ts'

test('rows are counted in what is copied, since the server may say their number only after the end', async () => {
  const added: string[] = []
  const copied = Object.assign(Readable.from([Buffer.from('1\tmột\n2\thai\\n'), Buffer.from('\n3\tba\n')]), {
    rowCount: 0,
  })
  const { rows } = await addTable(
    { query: () => copied } as never,
    { name: 'class', columns: ['id', 'name'] },
    async (name) => void added.push(name),
  )
  expect(rows).toBe(3)
  expect(added).toEqual(['table/class/000000'])
})
