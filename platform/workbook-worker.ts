import { parentPort, workerData } from 'node:worker_threads'
import { inspectPackage } from './workbook-inspect.ts'
import type { WorkbookLimits } from './workbook-read.ts'

// The thread in which `readWorkbook` unpacks and parses. The parser is loaded only for what passed the inspection.
const { file, limits } = workerData as { file: Uint8Array; limits: WorkbookLimits }
const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
const refused = await inspectPackage(bytes, limits)
const outcome = refused ?? (await (await import('./workbook-parse.ts')).parseWorkbook(bytes, limits))
parentPort!.postMessage(outcome)
