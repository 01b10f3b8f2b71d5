import type { Context } from '../../../platform/context.ts'
import { changedSince, type ChangedRecords } from '../../students/public.ts'
import { followsRecords, openReturn, sameNumbers, type FilledRow } from './find.ts'
import type { ReturnKey } from './keys.ts'

/** Where a return that was handed in differs from the records of today, and what changed in these since. */
export interface Differences {
  rows: FilledRow[]
  since: Date | null
  causes: ChangedRecords[]
}

/** Compares a return that was handed in with the records, and looks in the trail for what changed since. */
export async function differencesOf(ctx: Context, key: ReturnKey): Promise<Differences> {
  const { head, period, forms } = await openReturn(ctx, key)
  if (followsRecords(head.state) || !head.submitted_at) return { rows: [], since: null, causes: [] }
  const rows = forms.flatMap((form) =>
    form.rows.filter(({ computed, live }) => live && computed && !sameNumbers(computed, live)),
  )
  const causes =
    rows.length === 0 ? [] : await changedSince(ctx, { ...key, as_of: period.as_of, since: head.submitted_at })
  return { rows, since: head.submitted_at, causes }
}
