import { useState } from 'react'
import { useQuery } from 'urql'
import { useParams } from 'wouter'
import { graphql, guardHeaders, problemOf, type ResultOf } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { yearOf } from '../../../shell/place.ts'
import { keepFile } from '../../../shell/keep-file.ts'
import { wordsOf } from '../../../shell/refusal.ts'
import { violationsIn } from '../../../shell/session.ts'
import { languageNow, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { accountSlip } from '../../identity/account-slip.ts'
import { ReasonDialog } from '../../../shell/ReasonDialog.tsx'
import { SlipSheet, type Slip } from '../../identity/SlipSheet.tsx'
import { apartAmong } from '../pupil-name.tsx'
import { columnsOf } from './guardian-columns.tsx'
import { GuardiansQuery, type Guardian, type Line, type Pupil } from './guardians-query.ts'

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
const OpenPupilAccounts = graphql(`
  mutation OpenPupilAccounts($class: ID!) {
    openPupilAccounts(class: $class) {
      account
      displayName
      login
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

type PrintedSlip = ResultOf<typeof PrintSlips>['printGuardianSlips'][number]

/** Who has claimed which child of a class, and the slips for those who have not; for the homeroom teacher and the school. */
export function Guardians() {
  const t = useText()
  const params = useParams<{ unit: string; year: string; class: string }>()
  const variables = { unit: params.unit, year: yearOf(params.year), class: params.class }
  const [{ data, error }, again] = useQuery({ query: GuardiansQuery, variables })
  const [slips, setSlips] = useState<readonly Slip[]>()
  const [ending, setEnding] = useState<Guardian>()
  const [taking, setTaking] = useState(false)
  const [notTaken, setNotTaken] = useState<string>()
  const printing = useAct(PrintSlips)
  const opening = useAct(OpenPupilAccounts)
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
  const takePdf = async (guardians: readonly Guardian[]) => {
    setTaking(true)
    const taken = await slipsAsPdf(
      t,
      guardians.map(({ id }) => id),
    )
    setTaking(false)
    setNotTaken(taken === true ? undefined : taken)
    if (taken === true) announce(t('guardians.pdf_done', { count: guardians.length }))
    refetch()
  }
  const openPupils = async () => {
    const done = await opening.act({ class: room?.classId ?? '' })
    if (done) setSlips(done.openPupilAccounts.map((slip) => accountSlip(t, room?.schoolName ?? '', slip)))
  }
  const refused = notTaken ?? printing.refusal.general ?? opening.refusal.general
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
            <>
              <Button icon="download" busy={taking} onClick={() => void takePdf(waiting)}>
                {t('guardians.pdf_all', { count: waiting.length })}
              </Button>
              <Button kind="primary" icon="print" busy={printing.busy} onClick={() => void printSlips(waiting)}>
                {t('guardians.print_all', { count: waiting.length })}
              </Button>
            </>
          )
        }
      >
        {room && t('guardians.summary', { claimed, pupils: room.pupils.length })}
      </PageHead>
      {refused && <Note kind="bad">{refused}</Note>}
      {room && room.pupilsWithoutAccount > 0 && (
        <p className="row wrap spread noprint">
          <span className="dim">{t('guardians.pupils_without', { count: room.pupilsWithoutAccount })}</span>
          <Button busy={opening.busy} onClick={() => void openPupils()}>
            {t('guardians.open_pupils', { count: room.pupilsWithoutAccount })}
          </Button>
        </p>
      )}
      <Panel>
        <DataTable
          label={t('guardians.title', { class: room?.className ?? '' })}
          columns={columnsOf(t, {
            canEnd: room?.canEnd ?? false,
            apart: apartAmong(room?.pupils ?? []),
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

/** Has slips made as a PDF and keeps the file; gives the words of a refusal otherwise. */
async function slipsAsPdf(t: Translate, guardians: readonly string[]): Promise<true | string> {
  try {
    const answer = await fetch('/files/guardian-slips.pdf', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-language': languageNow(), ...guardHeaders },
      body: JSON.stringify({ guardians }),
    })
    if (!answer.ok) {
      const [violation] = violationsIn(await answer.json().catch(() => null))
      return violation ? wordsOf(t, violation) : t('error.unknown')
    }
    const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'phieu.pdf'
    keepFile(await answer.blob(), name)
    return true
  } catch {
    return t('error.offline_send')
  }
}

function Failed({ error, onRetry }: { error: Parameters<typeof problemOf>[0]; onRetry: () => void }) {
  return (
    <Page>
      <ErrorState problem={problemOf(error)} onRetry={onRetry} />
    </Page>
  )
}

/** A pupil's guardians, each on a line; a pupil without one has a line too. */
const linesOf = (pupil: Pupil): Line[] =>
  pupil.guardians.length === 0
    ? [{ pupil, guardian: undefined, first: true }]
    : pupil.guardians.map((guardian, index) => ({ pupil, guardian, first: index === 0 }))

const wantsSlip = ({ state, hasSecondFact }: Guardian) => hasSecondFact && (state === 'none' || state === 'dead')

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
