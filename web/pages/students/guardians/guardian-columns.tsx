import { formatDay, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Column } from '../../../ui/DataTable.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { PupilName } from '../pupil-name.tsx'
import type { Guardian, Line } from './guardians-query.ts'

/** The columns of the page of guardians, with what may be done to each. */
export function columnsOf(
  t: Translate,
  may: {
    canEnd: boolean
    /** What tells pupils of equal names apart. */
    apart: (pupil: Line['pupil']) => string | null
    busy: boolean
    print: (guardian: Guardian) => void
    end: (guardian: Guardian) => void
  },
): Column<Line>[] {
  return [
    {
      key: 'pupil',
      header: t('guardians.pupil'),
      width: 180,
      cell: ({ pupil, first }) => (
        <span className={first ? undefined : 'faint'}>
          {pupil.number}. <PupilName pupil={pupil} />
          {may.apart(pupil) && <small className="faint"> {may.apart(pupil)}</small>}
        </span>
      ),
    },
    {
      key: 'guardian',
      header: t('guardians.guardian'),
      width: 160,
      cell: ({ guardian }) =>
        guardian ? (
          <span>
            {guardian.fullName} <span className="faint">· {t('guardians.kind', { kind: guardian.kind })}</span>
          </span>
        ) : (
          <span className="faint">{t('guardians.nobody')}</span>
        ),
    },
    {
      key: 'state',
      header: t('guardians.state'),
      width: 140,
      cell: ({ guardian }) => guardian && <State of={guardian} />,
    },
    {
      key: 'act',
      header: <span className="sr">{t('guardians.acts')}</span>,
      bare: true,
      num: true,
      cell: ({ guardian }) =>
        guardian &&
        guardian.state !== 'ended' && (
          <span className="row wrap">
            {guardian.hasSecondFact ? (
              <Button kind="link" className="small" busy={may.busy} onClick={() => may.print(guardian)}>
                {t(guardian.state === 'claimed' ? 'guardians.reset' : 'guardians.print_one')}
              </Button>
            ) : (
              <span className="small faint">{t('guardians.no_number')}</span>
            )}
            {may.canEnd && (
              <Button kind="link" className="small" onClick={() => may.end(guardian)}>
                {t('guardians.end')}
              </Button>
            )}
          </span>
        ),
    },
  ]
}

function State({ of: { state, claimedAt, slipUntil, endedOn, endReason } }: { of: Guardian }) {
  const t = useText()
  switch (state) {
    case 'claimed':
      return (
        <Tag kind="good" icon="check">
          {t('guardians.claimed_on', { day: formatDay(claimedAt ?? '') })}
        </Tag>
      )
    case 'slip':
      return (
        <Tag kind="wait" icon="clock">
          {t('guardians.slip_until', { day: formatDay(slipUntil ?? '') })}
        </Tag>
      )
    case 'dead':
      return (
        <Tag kind="bad" icon="error">
          {t('guardians.slip_dead')}
        </Tag>
      )
    case 'ended':
      return (
        <span className="dim">
          {t('guardians.ended_on', { day: formatDay(endedOn ?? ''), reason: endReason ?? '' })}
        </span>
      )
    default:
      return <span className="faint">{t('guardians.none')}</span>
  }
}
