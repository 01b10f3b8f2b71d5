import { useText } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import type { ReportingPeriod } from './queries.ts'
import { periodName } from './words.ts'

/** The period that is looked at, and the others. */
export function PeriodPick({
  periods,
  period,
  onPick,
}: {
  periods: readonly ReportingPeriod[]
  period: ReportingPeriod
  onPick: (period: ReportingPeriod) => void
}) {
  const t = useText()
  return (
    <Menu
      label={t('reporting.pick_period')}
      button={
        <>
          {periodName(t, period)} <Icon name="chevron" />
        </>
      }
      items={periods.map((one) => ({
        label: periodName(t, one),
        current: one === period,
        onSelect: () => onPick(one),
      }))}
    />
  )
}
