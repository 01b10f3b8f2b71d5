import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { Link, useLocation, useParams } from 'wouter'
import { problemOf } from '../../graphql.ts'
import { yearSlug } from '../../shell/place.ts'
import { useViewer } from '../../shell/session.ts'
import { formatDay, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Note } from '../../ui/Note.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { accountSlip } from '../identity/account-slip.ts'
import { OpenAccount } from '../identity/OpenAccount.tsx'
import { SlipSheet, type Slip } from '../identity/SlipSheet.tsx'
import { StandIn } from '../identity/StandIn.tsx'
import '../identity/accounts.css'
import { AliasForm, CloseForm, EditForm, MoveForm } from './UnitForms.tsx'
import { NewUnit } from './NewUnit.tsx'
import { UnitTree } from './UnitTree.tsx'
import { UnitQuery, type UnitDetail } from './unit-query.ts'
import './units.css'

/** The units of the province: the tree, and one unit with its history and all that can happen to it. */
export function Units() {
  const t = useText()
  const { unit: slug } = useParams<{ unit?: string }>()
  const { posts } = useViewer()
  const office = posts.some(({ role }) => ['administrator', 'leader', 'officer', 'commune_officer'].includes(role))
  const own = slug ?? posts.find(({ unit }) => unit)?.unit?.slug
  const [{ data }] = useQuery({ query: UnitQuery, variables: { slug: own ?? '' }, pause: !own })
  const above = useMemo(() => new Set(data?.unit?.above.map((unit) => unit.slug)), [data])
  return (
    <div className={office ? 'units' : 'units alone'}>
      {office && <UnitTree selected={own} above={above} />}
      <main id="main" className="unit-main">
        {own ? <Detail key={own} slug={own} /> : <EmptyState title={t('units.none')}>{t('units.none_why')}</EmptyState>}
      </main>
    </div>
  )
}

type Doing = 'edit' | 'move' | 'merge' | 'close' | 'alias' | 'new'

function Detail({ slug }: { slug: string }) {
  const t = useText()
  const [, go] = useLocation()
  const [doing, setDoing] = useState<Doing>()
  const [slip, setSlip] = useState<Slip>()
  const fresh = new URLSearchParams(location.search).get('new') === '1'
  const [{ data, error }, again] = useQuery({ query: UnitQuery, variables: { slug } })
  const unit = data?.unit
  if (error && !unit) return <ErrorState problem={problemOf(error)} />
  if (!unit) return <p className="dim">{t('units.opening')}</p>
  const institution = unit.kind === 'school' || unit.kind === 'centre'
  const done = () => {
    setDoing(undefined)
    again({ requestPolicy: 'network-only' })
  }
  if (slip) return <SlipSheet slips={[slip]} onDone={() => setSlip(undefined)} />
  return (
    <>
      <PageHead
        title={unit.name}
        tabTitle={unit.shortName}
        actions={
          <>
            {unit.canStandIn && !unit.closedOn && <StandIn unit={unit} />}
            {(unit.canManage || unit.canAlterContact) && !unit.closedOn && (
              <Button onClick={() => setDoing(doing === 'edit' ? undefined : 'edit')}>{t('units.edit')}</Button>
            )}
            {unit.canManage && !unit.closedOn && unit.parent && (
              <Menu
                button={t('units.more')}
                label={t('units.more')}
                items={[
                  { label: t('units.move'), onSelect: () => setDoing('move') },
                  { label: t('units.merge'), onSelect: () => setDoing('merge') },
                  { label: t('units.close'), onSelect: () => setDoing('close') },
                  { label: t('units.add_alias'), onSelect: () => setDoing('alias'), apart: true },
                ]}
              />
            )}
            {unit.canManage && !unit.closedOn && unit.kindsBelow.length > 0 && (
              <Button kind="primary" icon="plus" onClick={() => setDoing('new')}>
                {t(institution ? 'units.open_campus' : 'units.open')}
              </Button>
            )}
          </>
        }
      >
        {factsOf(unit)
          .map((fact) => t(fact.key, fact.values))
          .join(' · ')}
      </PageHead>
      {unit.closedOn && (
        <Note kind="wait">
          {t('units.closed_on', { day: formatDay(unit.closedOn) })}{' '}
          {unit.successor && (
            <Link href={`/units/${unit.successor.slug}`}>{t('units.successor', { name: unit.successor.name })}</Link>
          )}
        </Note>
      )}
      {doing === 'edit' && <EditForm unit={unit} onDone={done} onCancel={() => setDoing(undefined)} />}
      {doing === 'move' && <MoveForm unit={unit} onDone={done} onCancel={() => setDoing(undefined)} />}
      {(doing === 'merge' || doing === 'close') && (
        <CloseForm unit={unit} merge={doing === 'merge'} onDone={done} onCancel={() => setDoing(undefined)} />
      )}
      {doing === 'alias' && <AliasForm unit={unit} onDone={done} onCancel={() => setDoing(undefined)} />}
      {doing === 'new' && (
        <NewUnit
          parent={unit}
          onCancel={() => setDoing(undefined)}
          onOpened={(opened) => {
            done()
            go(`/units/${opened.slug}${opened.kind === 'school' || opened.kind === 'centre' ? '?new=1' : ''}`)
          }}
        />
      )}
      {fresh && institution && unit.grantableRoles.length > 0 && (
        <>
          <Note kind="good">{t('units.ready', { name: unit.shortName })}</Note>
          <OpenAccount unit={unit} first="principal" onSlip={(opened) => setSlip(accountSlip(t, unit.name, opened))} />
        </>
      )}
      {institution && !unit.closedOn && <Doors unit={unit} />}
      <About unit={unit} />
    </>
  )
}

/** Where the work of a school is done. */
function Doors({ unit }: { unit: UnitDetail }) {
  const t = useText()
  const { today } = useViewer()
  const [year = 0, month = 0] = today.split('-').map(Number)
  const slug = yearSlug(month >= 8 ? year : year - 1)
  const doors = [
    ['units.door_accounts', `/accounts/${unit.slug}`],
    ['units.door_staff', `/staff/${unit.slug}`],
    ['units.door_classes', `/classes/${unit.slug}/${slug}`],
    ['units.door_assignments', `/assignments/${unit.slug}/${slug}`],
    ['units.door_years', `/years/${unit.slug}`],
    ['units.door_import', `/import/${unit.slug}/${slug}`],
  ] as const
  return (
    <nav className="unit-doors" aria-label={t('units.doors')}>
      {doors.map(([key, href]) => (
        <Link key={key} href={href} className="btn">
          {t(key)}
        </Link>
      ))}
    </nav>
  )
}

function About({ unit }: { unit: UnitDetail }) {
  const t = useText()
  const facts = [
    ['units.full_code', unit.code],
    [
      'units.institution',
      unit.institutionCode && `${unit.institutionCode} · ${t(`unit.institution.${unit.institutionCode}`)}`,
    ],
    ['units.grades', unit.grades.length > 0 && unit.grades.join(', ')],
    ['units.address', unit.address],
    ['units.phone', unit.phone],
    ['units.email', unit.email],
    ['units.commune_code', unit.communeCode],
    ['units.aliases', unit.aliases.map(({ code, source }) => `${code} (${source})`).join(', ')],
  ] as const
  return (
    <div className="unit-about">
      <Panel title={t('units.about')} padded>
        <dl className="unit-facts">
          {facts.map(([key, value]) =>
            value ? (
              <div key={key}>
                <dt>{t(key)}</dt>
                <dd>{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
      </Panel>
      <Panel title={t('units.history')} padded>
        <ol className="unit-history">
          {unit.history.map((event, index) => (
            <li key={index}>
              <time dateTime={event.day}>{formatDay(event.day)}</time>
              <span>{t(`units.event.${event.kind}`, { what: event.what ?? '' })}</span>
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  )
}

function factsOf(
  unit: UnitDetail,
): { key: 'units.code' | 'units.ownership' | 'units.runs' | 'units.kind'; values: Record<string, string> }[] {
  const institution = unit.kind === 'school' || unit.kind === 'centre'
  return [
    { key: 'units.kind', values: { kind: unit.kind } },
    { key: 'units.code', values: { code: unit.code } },
    ...(institution ? [{ key: 'units.ownership' as const, values: { ownership: unit.ownership } }] : []),
    ...(unit.parent ? [{ key: 'units.runs' as const, values: { name: unit.parent.shortName } }] : []),
  ]
}
