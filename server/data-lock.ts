import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes this process the only one that uses a data folder; returns what gives it back. */
export function lockData(dataDir: string): () => void {
  const file = join(dataDir, 'owner.json')
  const holder = dataHolder(dataDir)
  if (holder)
    throw new Error(
      `The data folder ${dataDir} is in use by process ${holder}. Stop it first, or set another DATA_DIR.`,
    )
  rmSync(file, { force: true })
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }), {
      flag: 'wx',
      mode: 0o644,
    })
  } catch (error) {
    throw new Error(`The data folder ${dataDir} is being taken by another process.`, { cause: error })
  }
  return () => rmSync(file, { force: true })
}

/** The process that holds a data folder, or null where it has none or the one it had is gone. */
export function dataHolder(dataDir: string): number | null {
  try {
    const { pid, started } = JSON.parse(readFileSync(join(dataDir, 'owner.json'), 'utf8')) as Owner
    return started !== null && startOf(pid) === started ? pid : null
  } catch {
    return null
  }
}

type Owner = { pid: number; started: string | null }

/** When a process began, in ticks since the machine did: with the pid it names one process, since pids come again.
 * null for one that is gone, or ended and not yet fetched by its parent. */
export function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces; field 3 is the state, field 22 the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : fields[19]!
  } catch {
    return null
  }
}
