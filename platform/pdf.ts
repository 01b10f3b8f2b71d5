import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import type { Paper } from './sheet.ts'
import type { SlipPaper } from './slip-pdf.ts'

/** What a file says about itself. */
export type PdfInfo = { title: string; author: string; created: Date }

/** What the drawing thread is told: draw one more form, or close the file. */
export type PdfOrder = { paper: PdfPaper } | { end: true }

/** What can be drawn: an official form, or slips to be cut out. */
export type PdfPaper = Paper | SlipPaper

type PdfAnswer = { pages: number; chunks: Uint8Array[]; ended: boolean }

/**
 * Draws forms one after another into one PDF, each with its own orientation and its own page numbers. Forms may come as
 * a stream; one is drawn at a time in a thread, so that the server goes on answering and memory does not grow.
 * Gives how many forms and pages were written, to be compared with how many were wanted.
 */
export async function pdfOf(
  papers: Iterable<PdfPaper> | AsyncIterable<PdfPaper>,
  stream: Writable,
  {
    info,
    signal,
    onPaper,
  }: { info?: Partial<PdfInfo>; signal?: AbortSignal; onPaper?: (papers: number, pages: number) => void } = {},
): Promise<{ papers: number; pages: number }> {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    workerData: { title: '', author: '', created: new Date(), ...info } satisfies PdfInfo,
    // Enough for any form; without a limit the thread takes some hundred megabytes before it tidies up.
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
  })
  const failed = once(worker, 'error').then(([error]: Error[]): never => {
    throw error!
  })
  const received = finished(stream, { readable: false })
  for (const end of [failed, received]) end.catch(() => undefined)
  const told = { papers: 0, pages: 0 }
  const order = async (what: PdfOrder): Promise<PdfAnswer> => {
    worker.postMessage(what)
    const [answer] = (await Promise.race([once(worker, 'message'), failed])) as [PdfAnswer]
    for (const chunk of answer.chunks) {
      if (stream.destroyed) await received
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), received])
    }
    return answer
  }
  try {
    for await (const paper of papers) {
      signal?.throwIfAborted()
      const { pages } = await order({ paper })
      told.papers++
      told.pages += pages
      onPaper?.(told.papers, told.pages)
    }
    if (told.papers === 0) throw new Error('a PDF needs at least one page')
    await order({ end: true })
    stream.end()
    await received
    return told
  } finally {
    await worker.terminate()
  }
}
