import { decodeKey, encodeKey, keyNumber, keyUuid } from '../../../platform/key.ts'
import type { BatchKey } from './queries.ts'

/** The opaque id of an imported workbook. */
export const encodeBatch = ({ school_id, id }: BatchKey): string => encodeKey('ImportBatch', [school_id, id])

/** The key in an id; anything else is NotFound. */
export function decodeBatch(id: string): BatchKey {
  const [school, batch] = decodeKey('ImportBatch', id)
  return { school_id: keyNumber('ImportBatch', school), id: keyUuid('ImportBatch', batch) }
}
