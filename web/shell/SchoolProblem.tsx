import { Link } from 'wouter'
import type { Problem } from '../graphql.ts'
import { useText } from '../text.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useViewer } from './session.ts'
import { leadingRoles } from './side.ts'

/**
 * Why a page of a whole school shows nothing. To those who lead the school "not found" can only mean that it has no
 * classes in that year yet, as on its first day: they are told what comes first, and where.
 */
export function SchoolProblem({
  problem,
  unit,
  year,
  onRetry,
}: {
  problem: Problem
  unit: string
  /** As in addresses: 2026-2027. */
  year: string
  onRetry?: () => void
}) {
  const { posts } = useViewer()
  const leads = posts.some((post) => leadingRoles.includes(post.role) && post.unit?.slug === unit)
  if (problem.kind !== 'notFound' || !leads) return <ErrorState problem={problem} onRetry={onRetry} />
  return <NoClasses unit={unit} year={year} />
}

function NoClasses({ unit, year }: { unit: string; year: string }) {
  const t = useText()
  return (
    <Panel padded>
      <EmptyState
        title={t('shell.no_classes')}
        actions={
          <>
            <Link className="btn primary" href={`/import/${unit}/${year}`}>
              {t('shell.no_classes_import')}
            </Link>
            <Link className="btn" href={`/classes/${unit}/${year}`}>
              {t('shell.no_classes_open')}
            </Link>
          </>
        }
      >
        {t('shell.no_classes_why')}
      </EmptyState>
    </Panel>
  )
}
