import { formatNumber, useText } from '../text.ts'
import { Button } from './Button.tsx'

/** How far something is, as a bar; the number stands beside it in words. */
export function Progress({ value, max, label }: { value: number; max: number; label: string }) {
  const share = max > 0 ? Math.min(1, value / max) : 0
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
    >
      <i style={{ width: `${share * 100}%` }} />
    </div>
  )
}

/** Long work under way: what, how far, how long still, and a way to stop it. */
export function JobProgress({
  title,
  detail,
  value,
  max,
  onStop,
}: {
  title: string
  detail?: string
  value: number
  max: number
  onStop?: () => void
}) {
  const t = useText()
  const count = t('ui.done_of', { done: formatNumber(value), total: formatNumber(max) })
  return (
    <section className="panel pad job" aria-label={title}>
      <div>
        <h2>
          {title}: {count}
        </h2>
        {detail && <p className="small dim">{detail}</p>}
      </div>
      {onStop && <Button onClick={onStop}>{t('ui.stop')}</Button>}
      <Progress value={value} max={max} label={title} />
    </section>
  )
}
