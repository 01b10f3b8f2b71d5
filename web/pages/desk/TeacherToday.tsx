import { Link } from 'wouter'
import { bookPath, useOwnSectionsAsked } from '../../shell/own-sections.ts'
import type { OwnSection } from '../../shell/own-sections.ts'
import { useViewer } from '../../shell/session.ts'
import { formatDay, formatShortDay, formatWeekday, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Rich } from '../../ui/Rich.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { WorkList } from '../../ui/WorkList.tsx'
import type { WorkItem } from '../../ui/WorkList.tsx'
import { entryWork } from './entry-work.ts'
import type { EntryWork } from './entry-work.ts'
import { HomeroomPanels } from './HomeroomPanels.tsx'
import { NewsPanel } from './NewsPanel.tsx'
import { OwnBooksPanel } from './OwnBooksPanel.tsx'
import './today.css'

/** A teacher's day: what is to be entered and by when, the own books, the own class, and what is new. */
export function TeacherToday() {
  const t = useText()
  const { posts, today } = useViewer()
  const { sections, problem, retry } = useOwnSectionsAsked()
  const leads = posts.some((post) => post.role === 'homeroom')
  const work = sections && entryWork(sections, today)
  const teaches = sections === undefined || sections.length > 0
  return (
    <div className="today-two">
      <div className="cols">
        {problem && !sections && <ErrorState problem={problem} onRetry={retry} />}
        {teaches && !(problem && !sections) && (
          <Panel
            title={t('today.to_do')}
            aside={
              work &&
              work.length > 0 && <span className="faint small">{t('today.things', { count: work.length })}</span>
            }
          >
            {!work && <Waiting />}
            {work?.length === 0 && <p className="pad dim">{t('today.nothing_due')}</p>}
            {work && work.length > 0 && <WorkList items={work.map((item, index) => itemOf(t, item, index === 0))} />}
          </Panel>
        )}
        {sections && sections.length > 0 && <OwnBooksPanel sections={sections} />}
        {leads && <HomeroomPanels />}
        {!teaches && !leads && (
          <Panel padded>
            <EmptyState title={t('today.no_class')}>{t('today.no_class_why')}</EmptyState>
          </Panel>
        )}
      </div>
      <NewsPanel />
    </div>
  )
}

function itemOf(t: Translate, work: EntryWork<OwnSection>, first: boolean): WorkItem {
  const { book, kind, done, of, days, due, heldOn } = work
  const { className, subjectName } = book.place
  const values = { kind, subject: subjectName, class: className, left: of - done }
  const details = [
    done === 0 ? t('today.pupils', { count: book.pupils }) : `${done}/${of}`,
    days < 0
      ? t('today.late_by', { days: -days, day: formatDay(due) })
      : t('today.due', { weekday: formatWeekday(due).split(',')[0]!, day: formatShortDay(due), days }),
    ...(heldOn ? [t('today.held_on', { day: formatShortDay(heldOn) })] : []),
  ]
  return {
    key: `${book.gradebook} ${kind}`,
    icon: days < 0 ? 'warning' : 'pencil',
    meaning: days < 0 ? 'bad' : undefined,
    what: <Rich k={done === 0 ? 'today.enter_all' : 'today.enter_rest'} values={values} />,
    detail: details.join(' · '),
    action: (
      <Link className={first ? 'btn primary' : 'btn'} href={bookPath(book)}>
        {done === 0 ? t('today.enter') : t('today.enter_on')}
      </Link>
    ),
  }
}

function Waiting() {
  return (
    <div className="pad" aria-hidden="true">
      {[260, 320, 240].map((width) => (
        <p key={width}>
          <Skeleton width={width} />
        </p>
      ))}
    </div>
  )
}
