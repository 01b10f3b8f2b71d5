import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The record of a PostgreSQL in a folder, best on another machine: copies of its data of some instants, and every segment
 * of its write-ahead log since. A folder below is named after the database's own identifier, so that no two mix.
 */
export interface RecordPlace {
  folder: string
  systemId: string
}

/** A copy of the data: its file, the instant at which it was whole, and the first segment that it needs. */
export interface BaseCopy {
  path: string
  at: Date
  segment: string
}

const ending = '.tar.zst.age'
const basePattern = /^base-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)Z-([0-9A-F]{24})\.tar\.zst\.age$/

/** Where segments lie. */
export const segmentsIn = ({ folder, systemId }: RecordPlace): string => join(folder, systemId, 'wal')

/** Makes the folders of a record where they are missing. */
export const makePlace = (place: RecordPlace): string | undefined =>
  mkdirSync(segmentsIn(place), { recursive: true, mode: 0o700 })

/** The file of a segment. */
export const segmentPath = (place: RecordPlace, name: string): string => join(segmentsIn(place), `${name}${ending}`)

/** The file of a copy that was whole at an instant and needs the segments from one on. */
export const basePath = ({ folder, systemId }: RecordPlace, at: Date, segment: string): string =>
  join(folder, systemId, `base-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z-${segment}${ending}`)

/** The copies of a record, oldest first. */
export function basesOf({ folder, systemId }: RecordPlace): BaseCopy[] {
  const own = join(folder, systemId)
  if (!existsSync(own)) return []
  return readdirSync(own)
    .sort()
    .flatMap((name) => {
      const found = basePattern.exec(name)
      if (!found) return []
      const [, day, hour, minute, second, segment = ''] = found
      return [{ path: join(own, name), at: new Date(`${day}${hour}:${minute}:${second}Z`), segment }]
    })
}

/** The identifiers of the databases whose records a folder holds. */
export const systemsIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => /^\d+$/.test(name)) : []

/** The segments and histories of timelines in a record, oldest first. */
export const segmentsOf = (place: RecordPlace): string[] =>
  readdirSync(segmentsIn(place))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort()

/**
 * Removes copies that nobody needs to go back to a day within the kept ones, and the segments before the oldest copy that
 * stays. The newest copy always stays.
 */
export function prune(place: RecordPlace, keepDays: number, now: Date): void {
  const since = now.getTime() - keepDays * 86_400_000
  const bases = basesOf(place)
  const kept = bases.findLastIndex(({ at }) => at.getTime() <= since)
  for (const { path } of bases.slice(0, Math.max(0, kept))) rmSync(path, { force: true })
  const oldest = bases[Math.max(0, kept)]
  if (!oldest) return
  // Segments are named by timeline, then by place; the place alone says which came first.
  for (const name of segmentsOf(place))
    if (/^[0-9A-F]{24}/.test(name) && name.slice(8, 24) < oldest.segment.slice(8)) rmSync(segmentPath(place, name))
}
