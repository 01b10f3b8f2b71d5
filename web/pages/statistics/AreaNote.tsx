import { Link } from 'wouter'
import { useText } from '../../text.ts'

/** Says that the page was narrowed to the person's own area, and leads out of it. */
export function AreaNote({
  level,
  subject,
  href,
}: {
  level: 'lower' | 'upper' | undefined
  subject: string | undefined
  /** The page without the area. */
  href: string
}) {
  const t = useText()
  const parts = [level && t(`figures.level.${level}`), subject].filter(Boolean)
  if (parts.length === 0) return null
  return (
    <p className="small dim area-note noprint">
      {t('figures.own_area', { area: parts.join(' · ') })} <Link href={href}>{t('figures.area_off')}</Link>
    </p>
  )
}
