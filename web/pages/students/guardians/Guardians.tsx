import { useState } from 'react'
import { useQuery } from 'urql'
import { useParams } from 'wouter'
import { graphql, problemOf, type ResultOf } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { yearOf } from '../../../shell/place.ts'
import { formatDay, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { DataTable, type Column } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { ReasonDialog } from '../../identity/ReasonDialog.tsx'
import { SlipSheet, type Slip } from '../../identity/SlipSheet.tsx'

const GuardiansQuery = graphql(`
  query ClassGuardians($unit: String!, $year: Int!, $class: String!) {
    classGuardians(unit: $unit, year: $year, class: $class) {
      schoolName
      className
      canEnd
      pupils {
        student
        number
        restName
        givenName
        birthDate
        guardians {
          id
          kind
          fullName
          state
          claimedAt
          slipUntil
          endedOn
          endReason
          hasSecondFact
        }
      }
    }
  }
`)
const PrintSlips = graphql(`
  mutation PrintGuardianSlips($guardians: [ID!]!) {
    printGuardianSlips(guardians: $guardians) {
      guardian
      kind
      guardianName
      childName
      className
      schoolName
      code
      expiresAt
    }
  }
`)
const EndAccess = graphql(`
  mutation EndGuardianAccess($guardian: ID!, $reason: String!) {
    endGuardianAccess(guardian: $guardian, reason: $reason)
  }
`)

type Class = NonNullable<ResultOf<typeof GuardiansQuery>['classGuardians']>
type Pupil = Class['pupils'][number]
type Guardian = Pupil['guardians'][number]
type PrintedSlip = ResultOf<typeof PrintSlips>['printGuardianSlips'][number]

interface Line {
  pupil: Pupil
  guardian: Guardian | undefined
  first: boolean
}

/** Who has claimed which child of a class, and the slips for those who have not; for the homeroom teacher and the school. */
export function Guardians() {
  const t = useText()
  const params = useParams<{ unit: string; year: string; class: string }>()
  const variables = { unit: params.unit, year: yearOf(params.year), class: params.class }
  const [{ data, error }, again] = useQuery({ query: GuardiansQuery, variables })
  const [slips, setSlips] = useState<readonly Slip[]>()
  const [ending, setEnding] = useState<Guardian>()
  const printing = useAct(PrintSlips)
  const refetch = () => again({ requestPolicy: 'network-only' })

  if (error && !data?.classGuardians) return <Failed error={error} onRetry={refetch} />
  const room = data?.classGuardians
  const lines = room?.pupils.flatMap(linesOf)
  const waiting = lines?.flatMap(({ guardian }) => (guardian && wantsSlip(guardian) ? [guardian] : [])) ?? []
  const claimed = room?.pupils.filter((pupil) => pupil.guardians.some((one) => one.state === 'claimed')).length ?? 0

  const printSlips = async (guardians: readonly Guardian[]) => {
    const done = await printing.act({ guardians: guardians.map((one) => one.id) })
    if (done) setSlips(done.printGuardianSlips.map((slip) => slipOf(t, slip)))
  }
  if (slips) {
    return (
      <Page>
        <PageHead title={t('guardians.slips_title', { class: room?.className ?? '' })} />
        <SlipSheet
          slips={slips}
          onDone={() => {
            setSlips(undefined)
            refetch()
          }}
        />
      </Page>
    )
  }
  return (
    <Page busy={!room}>
      <PageHead
        title={t('guardians.title', { class: room?.className ?? params.class.toUpperCase() })}
        actions={
          waiting.length > 0 && (
            <Button kind="primary" icon="print" busy={printing.busy} onClick={() => void printSlips(waiting)}>
              {t('guardians.print_all', { count: waiting.length })}
            </Button>
          )
        }
      >
        {room && t('guardians.summary', { claimed, pupils: room.pupils.length })}
      </PageHead>
      {printing.refusal.general && <Note kind="bad">{printing.refusal.general}</Note>}
      <Panel>
        <DataTable
          label={t('guardians.title', { class: room?.className ?? '' })}
          columns={columnsOf(t, {
            canEnd: room?.canEnd ?? false,
            busy: printing.busy,
            print: (guardian) => void printSlips([guardian]),
            end: setEnding,
          })}
          rows={lines}
          rowKey={({ pupil, guardian }) => guardian?.id ?? pupil.student}
          empty={<EmptyState title={t('guardians.empty')}>{t('guardians.empty_why')}</EmptyState>}
          expect={20}
        />
      </Panel>
      {ending && (
        <ReasonDialog
          title={t('guardians.end_title', { name: ending.fullName })}
          lead={t('guardians.end_lead')}
          submit={t('guardians.end')}
          document={EndAccess}
          variablesOf={(reason) => ({ guardian: ending.id, reason })}
          onClose={() => setEnding(undefined)}
          onDone={() => {
            announce(t('guardians.ended', { name: ending.fullName }))
            setEnding(undefined)
            refetch()
          }}
        />
      )}
    </Page>
  )
}

function Failed({ error, onRetry }: { error: Parameters<typeof problemOf>[0]; onRetry: () => void }) {
  return (
    <Page>
      <ErrorState problem={problemOf(error)} onRetry={onRetry} />
    </Page>
  )
}

const linesOf = (pupil: Pupil): Line[] =>
  pupil.guardians.length === 0
    ? [{ pupil, guardian: undefined, first: true }]
    : pupil.guardians.map((guardian, index) => ({ pupil, guardian, first: index === 0 }))

const wantsSlip = ({ state, hasSecondFact }: Guardian) => hasSecondFact && (state === 'none' || state === 'dead')

function columnsOf(
  t: Translate,
  may: {
    canEnd: boolean
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
          {pupil.number}. {pupil.restName} <b>{pupil.givenName}</b>
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

const slipOf = (t: Translate, slip: PrintedSlip): Slip => ({
  key: slip.guardian,
  title: slip.schoolName,
  name: slip.guardianName,
  lines: [t('guardians.slip_child', { kind: slip.kind, child: slip.childName, class: slip.className })],
  code: slip.code,
  path: '/phieu',
  hash: slip.code,
  expiresAt: slip.expiresAt,
  hint: t('guardians.slip_hint'),
})
