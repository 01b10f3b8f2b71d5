import { useText } from '../../../text.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { PageTitle } from '../../../ui/PageHead.tsx'
import type { Book } from './gradebook-query.ts'

/** A book without pupils: why, who acts, what follows. */
export function NoPupils({ book }: { book: Book }) {
  const t = useText()
  const { subjectName, className } = book.place
  return (
    <main id="main" className="page">
      <EmptyState
        title={
          <PageTitle
            title={t('gradebook.no_pupils', { class: className })}
            tabTitle={`${className} · ${subjectName}`}
          />
        }
        steps={[t('gradebook.no_pupils_step_1'), t('gradebook.no_pupils_step_2'), t('gradebook.no_pupils_step_3')]}
      >
        {t('gradebook.no_pupils_why', { class: className })}
      </EmptyState>
    </main>
  )
}
