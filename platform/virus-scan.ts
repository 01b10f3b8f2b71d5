import { Counter } from 'prom-client'
import { Invalid } from './errors.ts'

/** Looks for a virus in a content; gives the name of what it found, null where there is none. Throws where it could not look. */
export type Scan = (content: Buffer) => Promise<string | null>

const refused = new Counter({
  name: 'truong_uploads_refused_total',
  help: 'Uploads refused before they were read: a virus was found, or the scanner could not look.',
  labelNames: ['why'],
})

let scan: Scan | null = null

/** Scans every upload from now on, or no more. */
export function scanWith(next: Scan | null): void {
  scan = next
}

/**
 * Throws Invalid `upload.virus` where the scanner finds something, and `upload.not_scanned` where it cannot look: whoever
 * has set a scanner wants nothing to pass it. Does nothing where none is set.
 */
export async function refuseViruses(content: Buffer): Promise<void> {
  if (!scan) return
  const found = await scan(content).catch(() => undefined)
  if (found === null) return
  const why = found === undefined ? 'not_scanned' : 'virus'
  refused.inc({ why })
  throw new Invalid({ path: 'file', message: `upload.${why}`, ...(found && { values: { name: found } }) })
}
