import { NotFound } from './errors.ts'

/**
 * The opaque id of the API: a type name and the whole key of the row, so that nothing is looked up without its school.
 * `encodeKey('Student', [12, '0190…'])` gives a URL-safe text; decoding refuses another type as not found.
 */
export function encodeKey(type: string, parts: readonly (string | number)[]): string {
  return Buffer.from(`${type}:${parts.join(':')}`).toString('base64url')
}

/** The parts of an opaque id of this type; anything else is `NotFound`, as for a row out of reach. */
export function decodeKey(type: string, id: string): string[] {
  const [found, ...parts] = Buffer.from(id, 'base64url').toString('utf8').split(':')
  if (found !== type || parts.length === 0) throw new NotFound(type)
  return parts
}

/** A key part that must be a whole number. */
export function keyNumber(type: string, part: string | undefined): number {
  if (part === undefined || !/^\d{1,9}$/.test(part)) throw new NotFound(type)
  return Number(part)
}

/** A key part that must be a uuid. */
export function keyUuid(type: string, part: string | undefined): string {
  if (part === undefined || !/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(part)) throw new NotFound(type)
  return part
}
