import { PageTitle } from '../../ui/PageHead.tsx'
import { useText } from '../../text.ts'

/** Every component in its states, to compare with the look. */
export function Kit() {
  const t = useText()
  return (
    <main id="main" className="page">
      <PageTitle title={t('kit.title')} />
    </main>
  )
}
