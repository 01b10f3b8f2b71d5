import { useEffect, useState } from 'react'
import { useText } from '../text.ts'

/** What stands where a page will be: nothing for 200 ms, then its rows as skeletons, a word after a second. */
export function PageLoading() {
  const t = useText()
  const [stage, setStage] = useState(0)
  useEffect(() => {
    const timers = [200, 1000].map((delay, index) => setTimeout(() => setStage(index + 1), delay))
    return () => timers.forEach((timer) => clearTimeout(timer))
  }, [])
  if (stage === 0) return <main id="main" className="page" aria-busy="true" />
  return (
    <main id="main" className="page" aria-busy="true">
      <p role="status" className="small faint">
        {stage === 2 ? t('shell.loading') : '\u00a0'}
      </p>
      <div className="panel pad skeleton-page" aria-hidden="true">
        {widths.map((width) => (
          <div key={width}>
            <span className="sk" style={{ width: `${width}%` }} />
          </div>
        ))}
      </div>
    </main>
  )
}

const widths = [42, 78, 64, 81, 57, 73]
