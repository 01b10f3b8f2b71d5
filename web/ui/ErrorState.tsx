import type { Problem } from '../graphql.ts'
import { useText } from '../text.ts'
import { Button } from './Button.tsx'
import { Tag } from './Tag.tsx'

/** What went wrong, where the thing would have stood: what, what next, and a code to quote. What was typed stays. */
export function ErrorState({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const t = useText()
  if (problem.kind === 'offline') {
    return (
      <section className="panel pad error-state" role="alert">
        <Tag icon="offline">{t('error.offline_tag')}</Tag>
        <h2>{t('error.offline')}</h2>
        <p className="dim">{t('error.offline_next')}</p>
        {onRetry && <Button onClick={onRetry}>{t('error.retry')}</Button>}
      </section>
    )
  }
  if (problem.kind === 'notFound') {
    return (
      <section className="panel pad error-state" role="alert">
        <h2>{t('error.not_found')}</h2>
        <p className="dim">{t('shell.not_found_why')}</p>
      </section>
    )
  }
  if (problem.kind === 'conflict') {
    return (
      <section className="panel pad error-state" role="alert">
        <h2>{t('error.conflict')}</h2>
        <p className="dim">{t('error.conflict_next')}</p>
        {onRetry && <Button onClick={onRetry}>{t('error.retry')}</Button>}
      </section>
    )
  }
  return (
    <section className="panel pad error-state" role="alert">
      <Tag kind="bad" icon="error">
        {t('error.unknown_tag')}
      </Tag>
      <h2>{t('error.unknown')}</h2>
      <p className="dim">{t('error.unknown_next')}</p>
      <div className="row wrap">
        {onRetry && <Button onClick={onRetry}>{t('error.retry')}</Button>}
        {problem.errorId && <span className="small faint">{t('error.code', { code: problem.errorId })}</span>}
      </div>
    </section>
  )
}
