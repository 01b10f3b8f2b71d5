import { client, graphql } from '../graphql.ts'
import { formatTime, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { signOut, useViewer } from './session.ts'
import type { Viewer } from './session.ts'

/** What must not be forgotten while working: that this is a trial, or that one acts for a school. */
export function Banners({ demo }: { demo: boolean }) {
  const { standIn } = useViewer()
  return (
    <>
      {standIn && <StandInBanner standIn={standIn} />}
      {demo && <DemoBanner />}
    </>
  )
}

const EndStandIn = graphql(`
  mutation EndStandIn {
    endStandIn
  }
`)

/** The rights of the whole page change, so it begins anew. */
async function endStandIn(): Promise<void> {
  const { error } = await client.mutation(EndStandIn, {})
  if (!error) location.reload()
}

function DemoBanner() {
  const t = useText()
  return (
    <aside className="banner noprint" aria-label={t('shell.demo_short')}>
      <Icon name="info" />
      <span>{t('shell.demo')}</span>
      <Button kind="link" onClick={() => void signOut()}>
        {t('shell.demo_other')}
      </Button>
    </aside>
  )
}

function StandInBanner({ standIn }: { standIn: NonNullable<Viewer['standIn']> }) {
  const t = useText()
  return (
    <aside className="banner wait noprint" aria-label={t('shell.stand_in_short')}>
      <Icon name="person" />
      <span>
        {t('shell.stand_in', { unit: standIn.unitName, until: formatTime(standIn.until), reason: standIn.reason })}
      </span>
      <Button kind="link" onClick={() => void endStandIn()}>
        {t('shell.stand_in_end')}
      </Button>
    </aside>
  )
}
