import { connect, type Socket } from 'node:net'
import type { Logger } from 'pino'
import type { Scan } from '../platform/virus-scan.ts'

/** A ClamAV that listens on a socket. */
export interface Scanner {
  scan: Scan
  /** Whether it answers now. */
  answers(): Promise<boolean>
}

const chunkBytes = 64 * 1024
const waitsAtMost = 30_000

/**
 * Speaks to clamd at `unix:/run/clamav/clamd.ctl` or `tcp://host:3310` by its INSTREAM command (clamd(8)): lengths and
 * chunks, then an answer in one line. What is found goes to the log by the name of the signature, without the file's.
 */
export function openScanner(address: string, log: Logger): Scanner {
  return {
    async scan(content) {
      const answer = await ask(address, (socket) => {
        socket.write('zINSTREAM\0')
        for (let from = 0; from < content.length; from += chunkBytes) {
          const chunk = content.subarray(from, from + chunkBytes)
          socket.write(lengthOf(chunk.length))
          socket.write(chunk)
        }
        socket.write(lengthOf(0))
      }).catch((error: unknown) => {
        log.error({ err: error }, 'the virus scanner did not answer; an upload was refused')
        throw error
      })
      if (answer === 'stream: OK') return null
      const found = /^stream: (.+) FOUND$/.exec(answer)?.[1]
      if (!found) {
        log.error({ answer }, 'the virus scanner could not look; an upload was refused')
        throw new Error(answer)
      }
      log.warn({ signature: found }, 'a virus was found in an upload, which was refused')
      return found
    },
    answers: () =>
      ask(address, (socket) => void socket.write('zPING\0')).then(
        (answer) => answer === 'PONG',
        () => false,
      ),
  }
}

function ask(address: string, say: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(placeOf(address))
    let answer = ''
    socket.setTimeout(waitsAtMost, () => socket.destroy(new Error('no answer in time')))
    socket.setEncoding('utf8')
    socket.once('connect', () => say(socket))
    socket.on('data', (text: string) => {
      answer += text
      if (!answer.includes('\0')) return
      resolve(answer.slice(0, answer.indexOf('\0')).trim())
      socket.destroy()
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed without an answer')))
  })
}

function placeOf(address: string): { path: string } | { host: string; port: number } {
  const { protocol, pathname, hostname, port } = new URL(address)
  return protocol === 'unix:' ? { path: pathname } : { host: hostname, port: Number(port || 3310) }
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}
