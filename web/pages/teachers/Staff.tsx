import { useState } from 'react'
import { useQuery } from 'urql'
import { Link, useParams, useSearchParams } from 'wouter'
import { problemOf } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { runningYear, yearSlug } from '../../shell/place.ts'
import { useViewer } from '../../shell/session.ts'
import { useAnnounceDone } from '../../shell/undo-change.ts'
import { formatDay, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Check } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { accountSlip } from '../identity/account-slip.ts'
import { SlipSheet, type Slip } from '../identity/SlipSheet.tsx'
import { LeaveForm, StaffForm } from './StaffForms.tsx'
import { OpenStaffAccount, StaffListQuery, StaffQuery, type StaffMember } from './staff-query.ts'
import './staff.css'

type Doing = { kind: 'add' } | { kind: 'edit' | 'leave'; one: StaffMember }

/** A school's staff in Vietnamese order: found without diacritics, added, altered, ended. */
export function Staff() {
  const t = useText()
  const { unit: slug } = useParams<{ unit: string }>()
  const { today } = useViewer()
  const [address, setAddress] = useSearchParams()
  const search = address.get('q') ?? ''
  const left = address.get('left') === '1'
  const [doing, setDoing] = useState<Doing>()
  const [slips, setSlips] = useState<readonly Slip[]>()
  const opening = useAct(OpenStaffAccount)
  const [{ data: school, error }] = useQuery({ query: StaffQuery, variables: { slug } })
  const unit = school?.unit
  const [{ data, error: listError }, again] = useQuery({
    query: StaffListQuery,
    variables: { unit: unit?.id ?? '', search, left },
    pause: !unit,
  })
  const announceDone = useAnnounceDone()
  const wrong = error ?? listError
  if (wrong && !data) {
    return (
      <Page>
        <ErrorState problem={problemOf(wrong)} />
      </Page>
    )
  }
  const year = yearSlug(runningYear(today))
  const filter = (name: string, value: string) =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  const reload = () => again({ requestPolicy: 'network-only' })
  const done = (text: string) => {
    setDoing(undefined)
    reload()
    announceDone(text, ['staff.add', 'staff.alter', 'staff.leave'], reload)
  }
  const openAccount = async (one: StaffMember) => {
    const opened = await opening.act({ unit: unit?.id ?? '', staff: [one.id] })
    if (opened) setSlips(opened.openStaffAccounts.map((slip) => accountSlip(t, unit?.name ?? '', slip)))
  }
  if (slips) {
    return (
      <Page>
        <PageHead title={t('accounts.slips_title', { unit: unit?.shortName ?? '' })} />
        <SlipSheet
          slips={slips}
          onDone={() => {
            setSlips(undefined)
            again({ requestPolicy: 'network-only' })
          }}
        />
      </Page>
    )
  }
  return (
    <Page busy={!data}>
      <PageHead
        title={t('staff.page_title')}
        tabTitle={t('staff.tab', { unit: unit?.shortName ?? '' })}
        actions={
          <>
            <Link className="btn" href={`/assignments/${slug}/${year}`}>
              {t('staff.to_assignments')}
            </Link>
            {data?.canAddStaff && (
              <>
                <Link className="btn" href={`/import/${slug}/${year}`}>
                  {t('classes.from_excel')}
                </Link>
                <Button kind="primary" icon="plus" onClick={() => setDoing({ kind: 'add' })}>
                  {t('staff.add')}
                </Button>
              </>
            )}
          </>
        }
      >
        {unit?.name}
        {data && ` · ${t('staff.counted', { count: data.staff.length })}`}
      </PageHead>
      {unit && school && (doing?.kind === 'add' || doing?.kind === 'edit') && (
        <StaffForm
          key={doing.kind === 'edit' ? doing.one.id : 'new'}
          unit={unit.id}
          subjects={school.subjects}
          one={doing.kind === 'edit' ? doing.one : undefined}
          onDone={(name) => done(t(doing.kind === 'edit' ? 'staff.altered' : 'staff.added', { name }))}
          onCancel={() => setDoing(undefined)}
        />
      )}
      {doing?.kind === 'leave' && (
        <LeaveForm
          one={doing.one}
          onDone={() => done(t('staff.has_left', { name: doing.one.fullName }))}
          onCancel={() => setDoing(undefined)}
        />
      )}
      {opening.refusal.general && <Note kind="bad">{opening.refusal.general}</Note>}
      <Panel>
        <div className="staff-filter">
          <input
            className="input"
            type="search"
            aria-label={t('staff.find')}
            placeholder={t('assignment.find_example')}
            value={search}
            onChange={(event) => filter('q', event.target.value)}
          />
          <Check
            label={t('staff.with_left')}
            checked={left}
            onChange={(event) => filter('left', event.target.checked ? '1' : '')}
          />
        </div>
        <DataTable
          label={t('staff.page_title')}
          rows={data?.staff}
          rowKey={({ id }) => id}
          isSelected={({ id }) => doing !== undefined && doing.kind !== 'add' && doing.one.id === id}
          empty={
            <EmptyState title={search ? t('ui.nothing_found', { typed: search }) : t('staff.none')}>
              {!search && t('staff.none_why')}
            </EmptyState>
          }
          columns={[
            {
              key: 'name',
              header: t('staff.column.name'),
              width: 170,
              cell: ({ restName, givenName, leftOn }) => (
                <span>
                  {restName} <b>{givenName}</b> {leftOn && <Tag>{t('staff.left_tag', { day: formatDay(leftOn) })}</Tag>}
                </span>
              ),
            },
            { key: 'code', header: t('staff.column.code'), cell: ({ code }) => code ?? '' },
            { key: 'team', header: t('staff.column.team'), cell: ({ team }) => team ?? '' },
            {
              key: 'subjects',
              header: t('staff.column.subjects'),
              secondary: true,
              cell: ({ subjects }) => subjects.map(({ name }) => name).join(', '),
            },
            { key: 'phone', header: t('staff.column.phone'), cell: ({ phone }) => phone ?? '' },
            {
              key: 'act',
              header: <span className="sr">{t('import.act')}</span>,
              bare: true,
              cell: (one) =>
                one.canAlter && !one.leftOn ? (
                  <span className="row staff-acts">
                    {one.hasAccount === false && (
                      <Button
                        kind="link"
                        busy={opening.busy}
                        aria-label={t('staff.open_account_of', { name: one.fullName })}
                        onClick={() => void openAccount(one)}
                      >
                        {t('accounts.open_one')}
                      </Button>
                    )}
                    <Button
                      kind="link"
                      aria-label={t('staff.edit_one', { name: one.fullName })}
                      onClick={() => setDoing({ kind: 'edit', one })}
                    >
                      {t('classes.alter')}
                    </Button>
                    <Button
                      kind="link"
                      aria-label={t('staff.leave_one', { name: one.fullName })}
                      onClick={() => setDoing({ kind: 'leave', one })}
                    >
                      {t('staff.leave')}
                    </Button>
                  </span>
                ) : null,
            },
          ]}
        />
      </Panel>
    </Page>
  )
}
