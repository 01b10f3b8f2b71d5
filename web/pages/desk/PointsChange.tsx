import { formatChange, useText } from '../../text.ts'

/** By how many points of a percentage a share changed against the year before; better is green, worse red, the same plain. */
export function PointsChange({ points }: { points: number }) {
  const t = useText()
  if (Math.abs(points) < 0.05) return <span className="faint">{t('today.as_year_before')}</span>
  return (
    <>
      <span className={points < 0 ? 'delta-down' : 'delta-up'}>
        {t('today.points', { change: formatChange(points) })}
      </span>{' '}
      <span className="faint">{t('today.than_year_before')}</span>
    </>
  )
}
