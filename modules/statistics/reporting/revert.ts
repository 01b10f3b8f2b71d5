import { may } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { revertsOf, type Reverts } from '../../../platform/revert.ts'

const doing =
  (action: 'update' | 'submit' | 'check' | 'approve') =>
  ({ ability }: Context, school_id: number | null) =>
    may(ability, action, 'SchoolReturn', school_id === null ? undefined : { school_id })

const sendsBack = (ctx: Context, school_id: number | null) =>
  doing('check')(ctx, school_id) || doing('approve')(ctx, school_id)

/** What of returns and periods can be taken back, and by whom: whoever may do the same again. */
export const reportingReverts: Reverts = {
  ...revertsOf(['reporting.set_period'], ({ ability }) => may(ability, 'update', 'ReportingPeriod')),
  ...revertsOf(['return.override'], doing('update')),
  ...revertsOf(['return.submit', 'return.take_back'], doing('submit')),
  ...revertsOf(['return.check'], doing('check')),
  ...revertsOf(['return.approve'], doing('approve')),
  ...revertsOf(['return.send_back'], sendsBack),
}
