import { useSide } from '../shell/navigation.ts'
import { SideSection } from '../shell/SideList.tsx'
import { useText } from '../text.ts'
import { Page } from '../ui/Page.tsx'
import { PageHead } from '../ui/PageHead.tsx'

/** The side list as a page, for the phone, where there is no room beside the work. */
export function More() {
  const t = useText()
  return (
    <Page narrow>
      <PageHead title={t('shell.more')} />
      <div className="side-page">
        {useSide().map((group, index) => (
          <SideSection key={group.title ?? index} group={group} />
        ))}
      </div>
    </Page>
  )
}
