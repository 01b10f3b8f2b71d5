import { useEffect, useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { Paper } from '../../../../platform/sheet.ts'
import type { Problem } from '../../../graphql.ts'
import { placePath, usePlace } from '../../../shell/place.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { forms } from './report-query.ts'

/** A form of one class drawn on the page, as it is printed. */
export function ReportView() {
  const t = useText()
  const place = usePlace()
  const [search] = useSearchParams()
  const form = forms.find((it) => it === search.get('form')) ?? 'card'
  const { papers, problem } = usePapers(`/files${placePath(place, 'reports')}/${form}.json`)
  const title = `${t(`report.form.${form}`)} ${(place.class ?? '').toUpperCase()}`
  return (
    <Page busy={!papers}>
      <div className="noprint">
        <PageHead
          title={title}
          actions={
            <>
              <Link className="btn" href={placePath({ ...place, class: undefined }, 'reports')}>
                {t('report.back')}
              </Link>
              <Button kind="primary" icon="print" onClick={() => print()}>
                {t('report.print')}
              </Button>
            </>
          }
        >
          {papers && t('report.pages', { count: papers.length })}
          {form === 'card' && ` · ${t('report.preview_code')}`}
        </PageHead>
      </div>
      {problem && <ErrorState problem={problem} />}
      {papers?.map((paper, index) => (
        <Sheet key={index} {...paper} />
      ))}
    </Page>
  )
}

function usePapers(path: string): { papers?: readonly Paper[]; problem?: Problem } {
  const [answer, setAnswer] = useState<{ path: string; papers?: readonly Paper[]; problem?: Problem }>({ path })
  useEffect(() => {
    const ending = new AbortController()
    const setState = (state: { papers?: readonly Paper[]; problem?: Problem }) => setAnswer({ path, ...state })
    fetch(path, { credentials: 'same-origin', signal: ending.signal })
      .then(async (response) => {
        if (response.ok) setState({ papers: (await response.json()) as Paper[] })
        else setState({ problem: { kind: response.status === 404 ? 'notFound' : 'unknown', violations: [] } })
      })
      .catch(() => {
        if (!ending.signal.aborted) setState({ problem: { kind: 'offline', violations: [] } })
      })
    return () => ending.abort()
  }, [path])
  // What came for another address is not shown under this one.
  return answer.path === path ? answer : {}
}
