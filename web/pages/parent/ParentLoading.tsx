import { useText } from '../../text.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'

/** The page while its answer is under way: the cards at their final size. */
export function ParentLoading() {
  const t = useText()
  return (
    <main id="main" className="family" aria-busy="true">
      <div className="sum">
        <h1 className="sr">{t('shell.loading')}</h1>
        <Skeleton width={180} />
        {[0, 1].map((card) => (
          <div key={card} className="panel pad family-panel">
            <Skeleton width={120} />
          </div>
        ))}
      </div>
      <div className="subject-list">
        {Array.from({ length: 6 }, (_, card) => (
          <div key={card} className="subject">
            <Skeleton width={90} />
            <br />
            <Skeleton width={220} />
          </div>
        ))}
      </div>
    </main>
  )
}
