import { useEffect, useState } from 'react'
import { useText } from '../../../text.ts'
import { Skeleton } from '../../../ui/Skeleton.tsx'

const widths = [118, 96, 132, 104, 126, 90, 112]

/** The ruled paper before the marks are there: rows at their final size, shown after a fifth of a second, a word after one. */
export function GridLoading() {
  const t = useText()
  const waited = useWaited()
  return (
    <main id="main" className="gp" aria-busy="true">
      <div className="tools">
        <h1>{t('gradebook.title_plain')}</h1>
        <span className="small faint" role="status">
          {waited > 1 && t('gradebook.opening')}
        </span>
      </div>
      <div className="gw">
        {waited > 0 && (
          <table className="g" aria-hidden="true">
            <tbody>
              {Array.from({ length: 20 }, (_, row) => (
                <tr key={row}>
                  <td className="fix no">{row + 1}</td>
                  <td className="fix nme">
                    <Skeleton width={widths[row % widths.length]} />
                  </td>
                  {Array.from({ length: 8 }, (_cell, col) => (
                    <td key={col} className="m k">
                      <Skeleton width={22} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </main>
  )
}

function useWaited(): number {
  const [waited, setWaited] = useState(0)
  useEffect(() => {
    const timers = [setTimeout(() => setWaited(1), 200), setTimeout(() => setWaited(2), 1_000)]
    return () => timers.forEach(clearTimeout)
  }, [])
  return waited
}
