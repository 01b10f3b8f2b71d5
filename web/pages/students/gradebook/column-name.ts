import type { Translate } from '../../../text.ts'
import type { Column } from './grid-model.ts'

/** A column's short name over the grid: TX1, GK, CK. */
export const shortName = (t: Translate, { kind, position }: Pick<Column, 'kind' | 'position'>): string =>
  t(`gradebook.short.${kind}`, { position })

/** A column's name in a sentence: thường xuyên 1, giữa kì. */
export const longName = (t: Translate, { kind, position }: Pick<Column, 'kind' | 'position'>): string =>
  t(`gradebook.long.${kind}`, { position })
