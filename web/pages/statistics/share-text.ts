import { formatPercent } from '../../text.ts'

/** How much of something is done; never rounded up to the whole while something is missing. */
export function shareText(done: number, of: number): string {
  return formatPercent(of > 0 ? Math.floor((done / of) * 1000) / 1000 : 1)
}
