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
import { useDeviceCells } from './device-cells.ts'
import type { DeviceCells } from './device-cells.ts'
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
  const kept = useDeviceCells((sections ?? []).map(({ gradebook }) => gradebook))
  const toMend = (sections ?? []).flatMap((book) => mendItem(t, book, kept))
  const items = [...toMend, ...(work ?? []).map((item, index) => itemOf(t, item, index === 0))]
  const teaches = sections === undefined || sections.length > 0
  return (
    <div className="today-two">
      <div className="cols">
        {problem && !sections && <ErrorState problem={problem} onRetry={retry} />}
        {teaches && !(problem && !sections) && (
          <Panel
            title={t('today.to_do')}
            aside={
              items.length > 0 && <span className="faint small">{t('today.things', { count: items.length })}</span>
            }
          >
            {!work && <Waiting />}
            {work && items.length === 0 && <p className="pad dim">{t('today.nothing_due')}</p>}
            {items.length > 0 && <WorkList items={items} />}
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

/** Cells that this device keeps and the book does not hold: refused, in conflict, or still on their way. */
function mendItem(t: Translate, book: OwnSection, kept: readonly DeviceCells[]): WorkItem[] {
  const cells = kept.find((it) => it.book === book.gradebook)
  if (!cells) return []
  const { waiting, toMend } = cells
  return [
    {
      key: `device ${book.gradebook}`,
      icon: toMend > 0 ? 'error' : 'clock',
      meaning: toMend > 0 ? 'bad' : 'wait',
      what: (
        <Rich
          k={toMend > 0 ? 'today.cells_to_mend' : 'today.cells_waiting'}
          values={{ count: toMend || waiting, class: book.place.className, subject: book.place.subjectName }}
        />
      ),
      detail: t('today.on_this_device'),
      action: (
        <Link className="btn" href={bookPath(book)}>
          {t('today.see_cells', { count: toMend || waiting })}
        </Link>
      ),
    },
  ]
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
