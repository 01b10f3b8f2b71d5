import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { encodeKey } from '../platform/key.ts'
import { scanWith } from '../platform/virus-scan.ts'
import { useApi, type Person } from '../test/api.ts'
import { aProvince, aSchool, someone } from '../test/make.ts'
import { openScanner } from './clamav.ts'

const api = useApi()
// The test file that every scanner knows (https://www.eicar.org); in two parts, so that none finds it here.
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const log: string[] = []
const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(line) })
let clamd: Server | undefined
let principal: Person
let school: number

beforeAll(async () => {
  const { commune } = await aProvince(api.owner)
  school = await aSchool(api.owner, commune)
  principal = await api.as((await someone(api.owner, 'Hiệu Trưởng', { role: 'principal', unit_id: school })).account_id)
})
afterEach(() => {
  scanWith(null)
  clamd?.close()
  log.length = 0
})

/** A server that speaks clamd's INSTREAM as clamd(8) has it, and answers what is given, or by looking for the test file. */
async function startClamd(answer?: (socket: Socket, content: Buffer) => void): Promise<string> {
  const found = (content: Buffer) => (content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
  clamd = createServer((socket) => {
    let received = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (part) => {
      received = Buffer.concat([received, part as Buffer])
      if (received.toString().startsWith('zPING\0')) return socket.end('PONG\0')
      const content = whole(received)
      if (!content) return
      if (answer) answer(socket, content)
      else socket.end(found(content))
    })
  })
  await new Promise<void>((resolve) => void clamd!.listen(0, '127.0.0.1', resolve))
  return `tcp://127.0.0.1:${(clamd.address() as AddressInfo).port}`
}

/** The chunks of a stream once the empty one has come; null before. */
function whole(received: Buffer): Buffer | null {
  const chunks: Buffer[] = []
  for (let at = 'zINSTREAM\0'.length; at + 4 <= received.length;) {
    const length = received.readUInt32BE(at)
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(received.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}

async function upload(content: string): Promise<{ status: number; messages: string[] }> {
  const form = new FormData()
  form.set('file', new Blob([content]), 'danh-sach.xlsx')
  const response = await principal.fetch(`/imports/${encodeKey('Unit', [school])}/2026`, { method: 'POST', body: form })
  const { violations } = (await response.json()) as { violations?: { message: string }[] }
  return { status: response.status, messages: (violations ?? []).map(({ message }) => message) }
}

test('a file with a virus is refused by the name of what was found, which the log has without the file', async () => {
  scanWith(openScanner(await startClamd(), logger).scan)
  const { status, messages } = await upload(`${'x'.repeat(200_000)}${eicar}`)
  expect(status).toBe(422)
  expect(messages).toEqual([
    'Tệp có mã độc (Eicar-Test-Signature) nên không nhận. Quét máy tính bằng phần mềm diệt vi-rút, rồi tải lên bản sạch.',
  ])
  expect(log.join()).toContain('Eicar-Test-Signature')
  expect(log.join()).not.toContain('danh-sach')
})

test('a clean file goes on to be read as before', async () => {
  scanWith(openScanner(await startClamd(), logger).scan)
  const { messages } = await upload('no workbook')
  expect(messages.join()).not.toMatch(/mã độc/)
  expect(messages).toHaveLength(1)
})

test.each<[string, (socket: Socket) => void]>([
  ['closes without a word', (socket) => socket.destroy()],
  ['finds the stream too long', (socket) => socket.end('INSTREAM size limit exceeded. ERROR\0')],
])('a file is refused while the scanner %s', async (_, answer) => {
  scanWith(openScanner(await startClamd(answer), logger).scan)
  const { status, messages } = await upload('x')
  expect([status, messages[0]]).toEqual([422, expect.stringContaining('Chưa kiểm tra được mã độc')])
})

test('a scanner that is away is told as such, and nothing is taken meanwhile', async () => {
  const address = await startClamd()
  const scanner = openScanner(address, logger)
  expect(await scanner.answers()).toBe(true)
  clamd!.close()
  expect(await scanner.answers()).toBe(false)
  scanWith(scanner.scan)
  expect((await upload('x')).messages[0]).toContain('Chưa kiểm tra được mã độc')
})
