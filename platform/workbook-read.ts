import { Worker } from 'node:worker_threads'
import type { Grid } from './cell.ts'
import { Invalid } from './errors.ts'
import type { PackageLimits, Refused } from './workbook-inspect.ts'

/** What an upload may cost; the configuration sets `bytes`. */
export type WorkbookLimits = PackageLimits & {
  sheets: number
  rows: number
  columns: number
  cells: number
  seconds: number
  memoryMegabytes: number
}

/** What the thread answers. */
export type ReadOutcome = Refused | { grids: Grid[] }

/**
 * Reads an uploaded workbook in a thread of its own, within limits, and gives plain values with their addresses.
 * What cannot or must not be read is refused as Invalid with the reason (`workbook.macro`); nothing is ever run.
 */
export async function readWorkbook(file: Uint8Array, limits: Partial<WorkbookLimits> = {}): Promise<Grid[]> {
  const bounds = { ...defaultLimits, ...limits }
  if (file.byteLength > bounds.bytes) throw refusal('workbook.too_large', { megabytes: megabytes(bounds.bytes) })
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), {
    workerData: { file: Uint8Array.from(file), limits: bounds },
    resourceLimits: { maxOldGenerationSizeMb: bounds.memoryMegabytes },
  })
  const timer = setTimeout(() => void worker.terminate(), bounds.seconds * 1000)
  try {
    const outcome = await new Promise<ReadOutcome>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', (error) => {
        if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ refused: 'workbook.too_complex' })
        else reject(error)
      })
      worker.once('exit', () => resolve({ refused: 'workbook.too_complex' }))
    })
    if ('refused' in outcome) throw refusal(outcome.refused, outcome.values)
    return outcome.grids
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/** The limits of an upload where the configuration says nothing else. */
export const defaultLimits: WorkbookLimits = {
  bytes: 50 * 1024 * 1024,
  unpackedBytes: 300 * 1024 * 1024,
  ratio: 250,
  sheets: 60,
  rows: 20_000,
  columns: 300,
  cells: 600_000,
  seconds: 60,
  memoryMegabytes: 1024,
}

function refusal(reason: string, values?: Record<string, string | number>): Invalid {
  return new Invalid({ path: 'file', message: reason, values })
}

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)
