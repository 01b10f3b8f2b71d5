import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../../graphql.ts'
import { refusalOfError, useAct } from '../../../shell/act.ts'
import { runningYear } from '../../../shell/place.ts'
import { useViewer } from '../../../shell/session.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { SelectField, TextField } from '../../../ui/Field.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Note } from '../../../ui/Note.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { SchoolPupilsQuery } from './pupils-query.ts'
import type { PupilRecord } from './record-query.ts'
import { useUndo } from './undo.ts'

const ChangeClass = graphql(`
  mutation ChangeClass($student: ID!, $class: ID!, $on: LocalDate!, $reason: String) {
    changeClass(student: $student, class: $class, on: $on, reason: $reason) {
      change
      overfull
      classSize
      classLimit
    }
  }
`)
const LeaveSchool = graphql(`
  mutation LeaveSchool($student: ID!, $kind: LeaveKind!, $on: LocalDate!, $reason: String!) {
    leaveSchool(student: $student, kind: $kind, on: $on, reason: $reason) {
      change
      overfull
      classSize
      classLimit
    }
  }
`)
const ReturnToSchool = graphql(`
  mutation ReturnToSchool($student: ID!, $class: ID!, $on: LocalDate!) {
    returnToSchool(student: $student, class: $class, on: $on) {
      change
      overfull
      classSize
      classLimit
    }
  }
`)
const EnrolStudent = graphql(`
  mutation EnrolStudent($student: ID!, $class: ID!, $on: LocalDate!) {
    enrolStudent(student: $student, class: $class, on: $on) {
      change
      overfull
      classSize
      classLimit
    }
  }
`)

const leaves = ['transferred', 'left', 'deferred'] as const
type Leave = (typeof leaves)[number]
type Move = 'change_class' | 'return' | 'enrol' | Leave

/** What can happen to a pupil's place: another class, leaving, coming back. Each can be undone. */
export function Moves({ pupil, onDone }: { pupil: PupilRecord; onDone: () => void }) {
  const t = useText()
  const [move, setMove] = useState<Move>()
  const year = runningYear(useViewer().today)
  const running = pupil.seat?.status === 'studying'
  const thisYear = pupil.enrollments.some(({ academicYear }) => academicYear === year)
  const offered: Move[] = running ? ['change_class', ...leaves] : [thisYear ? 'return' : 'enrol']
  return (
    <>
      <Menu
        label={t('students.moves')}
        items={offered.map((one) => ({
          label: t(`students.move.${one}`),
          onSelect: () => setMove(one),
          apart: one === 'transferred',
        }))}
        button={
          <>
            {t('students.moves')}
            <Icon name="chevron" />
          </>
        }
      />
      {move && <MoveDialog move={move} pupil={pupil} year={year} onClose={() => setMove(undefined)} onDone={onDone} />}
    </>
  )
}

function MoveDialog({
  move,
  pupil,
  year,
  onClose,
  onDone,
}: {
  move: Move
  pupil: PupilRecord
  year: number
  onClose: () => void
  onDone: () => void
}) {
  const t = useText()
  const { today } = useViewer()
  const [{ data }] = useQuery({ query: SchoolPupilsQuery, variables: { unit: pupil.school?.slug ?? '', year } })
  const [room, setRoom] = useState('')
  const [day, setDay] = useState(today)
  const [unread, setUnread] = useState(false)
  const [reason, setReason] = useState('')
  const { send, busy, refusal } = useMove(move)
  const undo = useUndo()
  const leaving = leaves.find((one) => one === move)
  const grade = data?.schoolPupils.classes.find(({ slug }) => slug === pupil.seat?.classSlug)?.grade
  const classes =
    data?.schoolPupils.classes.filter(
      (one) => move !== 'change_class' || (one.grade === grade && one.slug !== pupil.seat?.classSlug),
    ) ?? []

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (unread || (!leaving && !room)) return
    const moved = await send({ student: pupil.id, class: room, on: day, reason })
    if (!moved) return
    onClose()
    onDone()
    const said = t('students.moved', { name: pupil.fullName, move })
    const warned = moved.overfull
      ? ` ${t('students.overfull', { size: moved.classSize ?? 0, limit: moved.classLimit })}`
      : ''
    announce(
      `${said}${warned}`,
      () =>
        void undo(moved.change).then(({ error }) => {
          announce(error ? (refusalOfError(t, error).general ?? t('error.unknown')) : t('students.undone'))
          onDone()
        }),
    )
  }
  return (
    <Dialog
      title={t('students.move_title', { move: t(`students.move.${move}`), name: pupil.fullName })}
      onClose={onClose}
    >
      <form className="pupil-form" onSubmit={(event) => void submit(event)} noValidate>
        {refusal.general && Object.keys(refusal.fields).length === 0 && <Note kind="bad">{refusal.general}</Note>}
        {!leaving && (
          <SelectField
            label={t('students.column.class')}
            value={room}
            placeholder={t('students.choose_class')}
            options={classes.map(({ id, name, size }) => ({
              value: id,
              label: t('students.class_with_size', { class: name, size }),
            }))}
            error={refusal.fields['class']}
            onChange={(event) => setRoom(event.target.value)}
          />
        )}
        <DateField
          label={t(leaving ? 'students.last_day' : 'students.first_day')}
          value={day}
          error={refusal.fields['on']}
          onChange={(next) => {
            setUnread(!next)
            if (next) setDay(next)
          }}
        />
        {(leaving || move === 'change_class') && (
          <TextField
            label={t('students.reason')}
            optional={!leaving}
            value={reason}
            error={refusal.fields['reason']}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        {leaving && <p className="small dim">{t('students.leave_keeps')}</p>}
        {move === 'change_class' && <p className="small dim">{t('students.change_keeps')}</p>}
        <div className="row wrap">
          <Button kind="primary" type="submit" busy={busy}>
            {t(`students.move.${move}`)}
          </Button>
          <Button onClick={onClose}>{t('students.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}

interface Moved {
  change: string
  overfull: boolean
  classSize: number | null
  classLimit: number
}

/** The mutation of a move, with its answer under one name. */
function useMove(move: Move) {
  const changing = useAct(ChangeClass)
  const leavingAct = useAct(LeaveSchool)
  const returning = useAct(ReturnToSchool)
  const enrolling = useAct(EnrolStudent)
  const act = {
    change_class: changing,
    return: returning,
    enrol: enrolling,
    transferred: leavingAct,
    left: leavingAct,
    deferred: leavingAct,
  }[move]
  const send = async (input: {
    student: string
    class: string
    on: string
    reason: string
  }): Promise<Moved | undefined> => {
    const { student, on, reason } = input
    if (move === 'change_class') return (await changing.act({ ...input, reason: reason || null }))?.changeClass
    if (move === 'return') return (await returning.act({ student, class: input.class, on }))?.returnToSchool
    if (move === 'enrol') return (await enrolling.act({ student, class: input.class, on }))?.enrolStudent
    return (await leavingAct.act({ student, kind: move, on, reason }))?.leaveSchool
  }
  return { send, busy: act.busy, refusal: act.refusal }
}
