import { fork } from 'node:child_process'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What a process has used since it began. */
export interface Usage {
  cpuMilliseconds: number
  rssMegabytes: number
  highestRssMegabytes: number
  /** The longest that the event loop was kept from its next turn since it was asked last. */
  longestTurnMilliseconds: number
}

/** A server in a process of its own. */
export interface Child {
  url: string
  usage(): Promise<Usage>
  stop(): Promise<void>
  /** Ends it as a failing machine would. */
  kill(): Promise<void>
}

/** How to start a child: its arguments, the options of node, and a folder for its CPU profile. */
export interface ChildOptions {
  args: readonly string[]
  node?: readonly string[]
  profile: string | undefined
}

/** Starts a file of this folder that calls `serve`. */
export async function startChild(file: string, { args, node = [], profile }: ChildOptions): Promise<Child> {
  const execArgv = [...node]
  if (profile) execArgv.push('--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${file}.cpuprofile`)
  const child = fork(join(import.meta.dirname, file), args, { execArgv })
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`))),
  )
  ended.catch(() => {})
  const answer = <T>() => Promise.race([new Promise<T>((resolve) => void child.once('message', resolve)), ended])
  const url = await answer<string>()
  return {
    url,
    usage() {
      child.send('usage')
      return answer<Usage>()
    },
    async kill() {
      child.kill('SIGKILL')
      await ended.catch(() => {})
    },
    async stop() {
      if (child.connected) child.disconnect()
      await ended.catch(() => {})
    },
  }
}

/** The child's side: listens on a free port, tells it to the parent, answers for its usage, ends with the parent. */
export async function serve(server: Server, stop: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  // It counts from one of its ticks to the next, so a free loop shows the ten milliseconds of a tick.
  const turns = monitorEventLoopDelay({ resolution: 10 })
  turns.enable()
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    const usage: Usage = {
      cpuMilliseconds: (user + system) / 1000,
      rssMegabytes: process.memoryUsage.rss() / 1e6,
      highestRssMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
      longestTurnMilliseconds: turns.max / 1e6,
    }
    turns.reset()
    process.send?.(usage)
  })
  process.once('disconnect', () => {
    // What is under way is answered first; a connection that is kept open would keep the process alive.
    server.prependListener('request', (_request, response) => void (response.shouldKeepAlive = false))
    server.close(() => void stop().finally(() => process.exit(0)))
    server.closeIdleConnections()
  })
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}
