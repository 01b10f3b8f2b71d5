import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startOptions, type Ground } from '../bench/ground.ts'

/** The program as it is operated: its first process with as many behind the port as are configured. */
export interface Program {
  url: string
  /** The most memory that each of its processes has had, in megabytes. */
  highestMemory(): number[]
  /** The processor time of all its processes, in seconds. */
  cpu(): number
  stop(): Promise<void>
}

const ticksPerSecond = 100

/** Starts server/main.ts on the database of a ground and waits until it takes requests. */
export async function startProgram(ground: Ground, port: number, workers: number): Promise<Program> {
  const main = spawn(process.execPath, [...startOptions(), join(import.meta.dirname, '../../server/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: ground.appUrl,
      DATABASE_OWNER_URL: ground.ownerUrl,
      DATA_DIR: ground.folder,
      PORT: String(port),
      HOST: '127.0.0.1',
      WORKERS: String(workers),
      TRUSTED_PROXIES: '127.0.0.1',
      SECOND_FACTOR: 'offered',
      // Saves are sent as the bench words them.
      KNOWN_DOCUMENTS: 'any',
      DEMO: '0',
    },
  })
  const ended = once(main, 'exit').then(([code]): never => {
    throw new Error(`the server ended with ${code}`)
  })
  ended.catch(() => {})
  const url = `http://127.0.0.1:${port}`
  while (!(await Promise.race([isReady(url), ended]))) await sleep(200)
  const pids = () => [main.pid!, ...childrenOf(main.pid!)]
  return {
    url,
    highestMemory: () => pids().map((pid) => Number(/VmHWM:\s+(\d+)/.exec(ofProcess(pid, 'status'))?.[1]) / 1e3),
    cpu: () =>
      pids().reduce((sum, pid) => {
        const fields = ofProcess(pid, 'stat').split(') ')[1]!.split(' ')
        return sum + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
      }, 0),
    async stop() {
      main.kill('SIGTERM')
      await ended.catch(() => {})
    },
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/ready`).then(
    ({ ok }) => ok,
    () => false,
  )

const ofProcess = (pid: number, file: string): string => readFileSync(`/proc/${pid}/${file}`, 'utf8')

const childrenOf = (pid: number): number[] =>
  ofProcess(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number)
