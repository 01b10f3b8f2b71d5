import { useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { useAct } from '../../shell/act.ts'
import { useViewer } from '../../shell/session.ts'
import { formatDay, formatNumber, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Combobox } from '../../ui/Combobox.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { mainOf, type BoardCell } from './board.ts'
import { AddSubstitute, EndAssignment, SetAssignments, type Board, type Held } from './board-query.ts'

/** What is done with the chosen cells: a teacher from a day on; for one cell also its holders, a stand-in, the end. */
export function AssignPanel({
  unit,
  year,
  board,
  cells,
  onChanged,
  onCancel,
}: {
  unit: string
  year: number
  board: Board
  cells: readonly BoardCell[]
  onChanged: (text: string, change: string) => void
  onCancel: () => void
}) {
  const t = useText()
  const { today } = useViewer()
  const first = `${year}-08-01`
  const someone = cells.some((cell) => mainOf(cell, today))
  // Who is the first to teach a class does so from the first day of the year; who follows, from today.
  const [from, setFrom] = useState<string | undefined>(someone && today > first ? today : first)
  const [who, setWho] = useState<string>()
  const { act, busy, refusal, refuse } = useAct(SetAssignments)
  const choices = useStaffChoices(board)
  if (cells.length === 0) {
    return (
      <Panel padded>
        <p className="dim">{t('assignment.choose')}</p>
      </Panel>
    )
  }
  const one = cells.length === 1 ? cells[0] : undefined
  const set = async (staff: string | null) => {
    if (!from) {
      refuse({ fields: { from: t('units.choose_day') } })
      return
    }
    const wishes = cells.map((cell) => ({
      ...(cell.section ? { section: cell.section.id } : { class: cell.class.id }),
      staff,
    }))
    const done = await act({ unit, year, from, cells: wishes })
    if (!done) return
    const name = choices.find(({ value }) => value === staff)?.label ?? ''
    onChanged(
      t(staff ? 'assignment.set' : 'assignment.emptied', { count: cells.length, name }),
      done.setAssignments.change,
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (who) void set(who)
    else refuse({ fields: { staff: t('assignment.choose_teacher') } })
  }
  return (
    <Panel
      title={
        one
          ? `${one.class.name} · ${one.section?.subject.name ?? t('assignment.homeroom')}`
          : t('assignment.chosen', { count: cells.length })
      }
      aside={<Button kind="plain" icon="close" aria-label={t('assignment.unchoose')} onClick={onCancel} />}
      padded
    >
      {refusal.general && Object.keys(refusal.fields).length === 0 && <Note kind="bad">{refusal.general}</Note>}
      <form className="assign-form" onSubmit={submit} noValidate>
        <Combobox
          label={t('assignments.column.teacher')}
          placeholder={t('assignment.search')}
          choices={choices}
          value={choices.find(({ value }) => value === who)}
          error={refusal.fields['staff'] ?? refusal.fields['cells.0.staff']}
          onChange={(choice) => setWho(choice?.value)}
        />
        <DateField
          label={t('assignments.column.from')}
          value={from ?? ''}
          error={refusal.fields['from']}
          onChange={setFrom}
        />
        <div className="row wrap">
          <Button kind="primary" type="submit" busy={busy}>
            {t('assignment.submit', { count: cells.length })}
          </Button>
          {someone && (
            <Button busy={busy} onClick={() => void set(null)}>
              {t('assignment.leave_empty')}
            </Button>
          )}
        </div>
      </form>
      {one && one.held.length > 0 && <Holders cell={one} board={board} onChanged={onChanged} />}
    </Panel>
  )
}

/** The working staff as choices, each with what they teach now. */
function useStaffChoices(board: Board) {
  const t = useText()
  return useMemo(
    () =>
      board.loads.map(({ staff, periodsAWeek }) => ({
        value: staff.id,
        label: staff.fullName,
        hint: [staff.team, t('assignment.week', { periods: formatNumber(periodsAWeek, 1) }), staff.code]
          .filter(Boolean)
          .join(' · '),
      })),
    [board, t],
  )
}

function Holders({
  cell,
  board,
  onChanged,
}: {
  cell: BoardCell
  board: Board
  onChanged: (text: string, change: string) => void
}) {
  const t = useText()
  const { today } = useViewer()
  const [standing, setStanding] = useState<Held>()
  const ending = useAct(EndAssignment)
  const end = async (held: Held) => {
    const done = await ending.act({ assignment: held.id, on: today })
    if (done) onChanged(t('assignment.was_ended', { name: held.fullName }), done.endAssignment.change)
  }
  return (
    <>
      <h3 className="assign-sub">{t('assignment.holders')}</h3>
      {(ending.refusal.general ?? Object.values(ending.refusal.fields)[0]) && (
        <Note kind="bad">{ending.refusal.general ?? Object.values(ending.refusal.fields)[0]}</Note>
      )}
      <ul className="assign-holders">
        {cell.held.map((held) => (
          <li key={held.id}>
            <div>
              {held.restName} <b>{held.givenName}</b>{' '}
              {held.substitute && <Tag kind="wait">{t('assignment.substitute')}</Tag>}
              <small>
                {held.to
                  ? t('assignment.from_to', { from: formatDay(held.from), to: formatDay(held.to) })
                  : t('assignment.since', { from: formatDay(held.from) })}
              </small>
            </div>
            <div className="row wrap">
              {!held.substitute && (
                <Button kind="link" onClick={() => setStanding(standing?.id === held.id ? undefined : held)}>
                  {t('assignment.add_substitute')}
                </Button>
              )}
              {(held.to === null || held.to > today) && (
                <Button kind="link" busy={ending.busy} onClick={() => void end(held)}>
                  {t('assignment.end_today')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {standing && <Substitute held={standing} board={board} onChanged={onChanged} />}
    </>
  )
}

function Substitute({
  held,
  board,
  onChanged,
}: {
  held: Held
  board: Board
  onChanged: (text: string, change: string) => void
}) {
  const t = useText()
  const { today } = useViewer()
  const choices = useStaffChoices(board).filter(({ value }) => value !== held.staff)
  const [who, setWho] = useState<string>()
  const [from, setFrom] = useState<string | undefined>(today)
  const [to, setTo] = useState<string | undefined>('')
  const { act, busy, refusal, refuse } = useAct(AddSubstitute)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!who || !from || !to) {
      refuse({
        fields: {
          ...(who ? {} : { staff: t('assignment.choose_teacher') }),
          ...(from ? {} : { from: t('units.choose_day') }),
          ...(to ? {} : { to: t('units.choose_day') }),
        },
      })
      return
    }
    const done = await act({ assignment: held.id, staff: who, from, to })
    const name = choices.find(({ value }) => value === who)?.label ?? ''
    if (done) onChanged(t('assignment.substitute_set', { name, for: held.fullName }), done.addSubstitute.change)
  }
  return (
    <form className="assign-form" onSubmit={(event) => void submit(event)} noValidate>
      <h3 className="assign-sub">{t('assignment.substitute_for', { name: held.fullName })}</h3>
      {refusal.general && Object.keys(refusal.fields).length === 0 && <Note kind="bad">{refusal.general}</Note>}
      <Combobox
        label={t('assignment.who_stands_in')}
        placeholder={t('assignment.search')}
        choices={choices}
        value={choices.find(({ value }) => value === who)}
        error={refusal.fields['staff']}
        onChange={(choice) => setWho(choice?.value)}
      />
      <div className="assign-days">
        <DateField
          label={t('assignments.column.from')}
          value={from ?? ''}
          error={refusal.fields['from']}
          onChange={setFrom}
        />
        <DateField label={t('assignment.to')} value={to ?? ''} error={refusal.fields['to']} onChange={setTo} />
      </div>
      <div className="row">
        <Button type="submit" busy={busy}>
          {t('assignment.substitute_submit')}
        </Button>
      </div>
    </form>
  )
}
