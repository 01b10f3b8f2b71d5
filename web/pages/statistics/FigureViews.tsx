import { Link } from 'wouter'
import { useText } from '../../text.ts'
import { changed } from './question.ts'

const views = [
  { key: 'one', path: '/figures' },
  { key: 'heat', path: '/figures/heat' },
  { key: 'spread', path: '/figures/spread' },
] as const

/** The three ways to look at figures; the place and the filters that all have in common go along. */
export function FigureViews({ address, view }: { address: URLSearchParams; view: (typeof views)[number]['key'] }) {
  const t = useText()
  const own = {
    indicator: undefined,
    set: undefined,
    kind: undefined,
    by: undefined,
    view: undefined,
    parts: undefined,
  }
  return (
    <nav className="seg figure-views noprint" aria-label={t('figures.views')}>
      {views.map(({ key, path }) => (
        <Link key={key} href={changed(address, own, path)} aria-current={key === view ? 'page' : undefined}>
          {t(`figures.views.${key}`)}
        </Link>
      ))}
    </nav>
  )
}
