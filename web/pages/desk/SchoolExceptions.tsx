import { useState } from 'react'
import { useMutation } from 'urql'
import { Link } from 'wouter'
import { graphql } from '../../graphql.ts'
import type { ResultOf } from '../../graphql.ts'
import { yearSlug } from '../../shell/place.ts'
import { daysBetween } from '../../shell/running-term.ts'
import { useViewer } from '../../shell/session.ts'
import { formatDay, formatMark, formatNumber, formatShortDay, formatTime, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Rich } from '../../ui/Rich.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { WorkList } from '../../ui/WorkList.tsx'
import type { WorkItem } from '../../ui/WorkList.tsx'
import type { SchoolPlace, SchoolTodayQuery } from './SchoolToday.tsx'

const RemindMutation = graphql(`
  mutation RemindTeachers($scope: BookScopeInput!, $unit: String!, $kind: AssessmentKind!) {
    remindTeachers(scope: $scope, unit: $unit, kind: $kind) {
      books
      people
    }
  }
`)

type School = NonNullable<ResultOf<typeof SchoolTodayQuery>['schoolToday']>
type Behind = School['behind'][number]

/** What is unusual in a school today, the most urgent first; what is as it should be is silent. */
export function SchoolExceptions({ school, place }: { school: School; place: SchoolPlace }) {
  const t = useText()
  const { today } = useViewer()
  const items = [
    ...school.behind.flatMap((behind) => behindItem(t, school, behind, place, today)),
    ...school.odd.map((odd) => oddItem(t, odd)),
    ...changesItem(t, school, place),
    ...school.oftenAbsent.map((pupil) => absentItem(t, pupil, place)),
    ...waitingItems(t, school, place),
  ]
  return (
    <Panel
      title={t('today.to_look_at')}
      aside={<span className="small faint">{t('today.unusual', { count: items.length })}</span>}
    >
      {items.length === 0 ? <p className="pad dim">{t('today.all_well')}</p> : <WorkList items={items} />}
    </Panel>
  )
}

/** As many books as a sentence carries; the table of books has them all. */
const named = 4

function behindItem(t: Translate, school: School, behind: Behind, place: SchoolPlace, today: string): WorkItem[] {
  const { kind, closesOn, books, singleBooks, singleMarks } = behind
  const days = daysBetween(today, closesOn)
  const list = books.slice(0, named).map(({ name, entered, due }) => `${name} (${entered}/${due})`)
  const more = books.length > named ? t('today.and_more', { count: books.length - named }) : ''
  const details = [
    days < 0
      ? t('today.late_by', { days: -days, day: formatDay(closesOn) })
      : t('today.by_day', { day: formatShortDay(closesOn) }),
    ...(singleBooks > 0 ? [t('today.single_marks', { books: singleBooks, marks: singleMarks })] : []),
  ]
  return [
    {
      key: kind,
      icon: days < 0 ? 'warning' : 'clock',
      meaning: days < 0 ? 'bad' : 'wait',
      what:
        books.length > 0 ? (
          <>
            <Rich k="today.books_behind" values={{ count: books.length, kind }} />: {list.join(', ')}
            {more}
          </>
        ) : (
          <Rich k="today.books_almost" values={{ count: singleBooks, kind }} />
        ),
      detail: details.join(' · '),
      action:
        books.length > 0 ? (
          <Remind school={school} behind={behind} place={place} />
        ) : (
          <Link className="btn" href={`/books${place.path}`}>
            {t('today.see_books')}
          </Link>
        ),
    },
  ]
}

function Remind({ school, behind, place }: { school: School; behind: Behind; place: SchoolPlace }) {
  const t = useText()
  const [{ fetching }, remind] = useMutation(RemindMutation)
  const [done, setDone] = useState<string>()
  const people = new Set(behind.books.flatMap(({ teachers }) => teachers)).size
  const send = async () => {
    const { academicYear, term, unit } = place
    const books = behind.books.map(({ book }) => book)
    const { data } = await remind({ scope: { unit: school.unit, academicYear, term, books }, unit, kind: behind.kind })
    if (!data) return announce(t('today.not_reminded'))
    setDone(formatTime(new Date()))
    announce(t('today.reminded', { people: data.remindTeachers.people, books: data.remindTeachers.books }))
  }
  if (done) return <span className="small faint">{t('today.reminded_at', { time: done })}</span>
  return (
    <Button busy={fetching} onClick={() => void send()}>
      {t('today.remind', { count: people })}
    </Button>
  )
}

function oddItem(t: Translate, odd: School['odd'][number]): WorkItem {
  const { subject, className, mean, others, usual, deviations, grade, link } = odd
  const values = {
    subject,
    class: className,
    mean: formatMark(Math.round(mean * 10)),
    way: deviations < 0 ? 'below' : 'above',
    deviations: formatNumber(Math.abs(deviations), 1),
  }
  return {
    key: `odd ${subject} ${className}`,
    icon: 'warning',
    meaning: 'wait',
    what: <Rich k="today.odd_average" values={values} />,
    detail: [
      t('today.others_of_grade', { grade, mean: formatMark(Math.round(others * 10)) }),
      ...(Math.abs(usual) >= 0.05
        ? [t('today.usually', { way: usual < 0 ? 'below' : 'above', points: formatNumber(Math.abs(usual), 1) })]
        : []),
    ].join(' · '),
    action: (
      <Link className="btn" href={link}>
        {t('today.see_book')}
      </Link>
    ),
  }
}

function changesItem(t: Translate, { lateChanges }: School, place: SchoolPlace): WorkItem[] {
  if (!lateChanges) return []
  const { changes, byOne, subject, className, reason } = lateChanges
  return [
    {
      key: 'changes',
      icon: 'lock',
      meaning: 'bad',
      what: <Rich k="today.late_changes" values={{ changes, byOne }} />,
      detail: [`${subject} ${className}`, ...(reason ? [t('today.because', { reason })] : [])].join(' · '),
      action: (
        <Link className="btn" href={`/changes/${place.unit}/${yearSlug(place.academicYear)}`}>
          {t('today.see_changes', { count: changes })}
        </Link>
      ),
    },
  ]
}

function absentItem(t: Translate, pupil: School['oftenAbsent'][number], place: SchoolPlace): WorkItem {
  const values = { name: `${pupil.fullName} (${pupil.className})`, total: pupil.excused + pupil.unexcused }
  return {
    key: pupil.student,
    icon: 'person',
    meaning: 'bad',
    what: <Rich k="today.often_absent" values={values} />,
    detail: t('today.absence_limit', { unexcused: pupil.unexcused }),
    action: (
      <Link className="btn" href={`/absences${place.path}/${pupil.class}`}>
        {t('today.see_absences')}
      </Link>
    ),
  }
}

function waitingItems(t: Translate, school: School, place: SchoolPlace): WorkItem[] {
  const { submittedClasses, submittedBooks, checkedBooks } = school
  const [oldest] = submittedClasses
  const books = submittedBooks + checkedBooks
  return [
    ...(oldest
      ? [
          {
            key: 'classes',
            icon: 'book',
            what: (
              <>
                <Rich k="today.classes_wait" values={{ count: submittedClasses.length }} />:{' '}
                {submittedClasses.map(({ className }) => className).join(', ')}
              </>
            ),
            detail: oldest.submittedAt ? t('today.oldest', { day: formatShortDay(oldest.submittedAt) }) : undefined,
            action: (
              <Link className="btn" href={`/results${place.path}/${oldest.class}`}>
                {t('today.approve')}
              </Link>
            ),
          } as const,
        ]
      : []),
    ...(books > 0
      ? [
          {
            key: 'books',
            icon: 'book',
            what: <Rich k="today.books_wait" values={{ count: books }} />,
            detail: t('today.books_wait_kinds', { submitted: submittedBooks, checked: checkedBooks }),
            action: (
              <Link className="btn" href={`/books${place.path}`}>
                {t('today.check_books')}
              </Link>
            ),
          } as const,
        ]
      : []),
  ]
}
