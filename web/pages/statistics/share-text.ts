import { formatPercent } from '../../text.ts'

/** How much of something is done, rounded as the figures are; never to the whole while something is missing. */
export function shareText(done: number, of: number): string {
  const share = of > 0 ? Math.round((done / of) * 1000) / 1000 : 1
  return formatPercent(done < of ? Math.min(share, 0.999) : share)
}
