import { Link } from 'wouter'
import { bookPath } from '../../shell/own-sections.ts'
import type { OwnSection } from '../../shell/own-sections.ts'
import { formatMark, formatNumber, useText } from '../../text.ts'
import type { Translate } from '../../text.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Progress } from '../../ui/Progress.tsx'

/** The books that the person keeps this term, each with how far it is. */
export function OwnBooksPanel({ sections }: { sections: readonly OwnSection[] }) {
  const t = useText()
  const title = t('shell.own_books')
  return (
    <Panel
      title={title}
      aside={
        <Link className="quiet small" href="/my-books">
          {t(`students.term.${sections[0]?.term === 2 ? 2 : 1}`)}
        </Link>
      }
    >
      <DataTable label={title} columns={columnsOf(t)} rows={sections} rowKey={(section) => section.gradebook} />
    </Panel>
  )
}

const columnsOf = (t: Translate): Column<OwnSection>[] => [
  {
    key: 'book',
    header: t('today.book'),
    cell: (section) => (
      <Link className="quiet" href={bookPath(section)}>
        {section.place.className} · {section.place.subjectName}
      </Link>
    ),
  },
  {
    key: 'regular',
    header: t('students.kind.regular'),
    num: true,
    cell: ({ entered, regularDue, pupils }) => {
      const done = entered.slice(0, regularDue).reduce((sum, count) => sum + count, 0)
      return `${formatNumber(done)}/${formatNumber(regularDue * pupils)}`
    },
  },
  {
    key: 'bar',
    header: <span className="sr">{t('today.midterm_bar')}</span>,
    bare: true,
    secondary: true,
    cell: ({ entered, regularDue, pupils, place }) => (
      <Progress
        value={entered[regularDue] ?? 0}
        max={pupils}
        label={t('today.midterm_of', { class: place.className, subject: place.subjectName })}
      />
    ),
  },
  {
    key: 'midterm',
    header: t('students.kind.midterm'),
    num: true,
    cell: ({ entered, regularDue, pupils }) => `${entered[regularDue] ?? 0}/${pupils}`,
  },
  {
    key: 'mean',
    header: t('today.midterm_mean'),
    num: true,
    cell: ({ midtermMean }) =>
      midtermMean === null ? <span className="faint">{t('students.level.none')}</span> : formatMark(midtermMean),
  },
  { key: 'state', header: t('today.book_state'), cell: (section) => <BookStateOf section={section} /> },
]

function BookStateOf({ section }: { section: OwnSection }) {
  const t = useText()
  const { state, locked, regularDue } = section
  if (state !== 'open') {
    return (
      <span className="nowrap dim">
        <Icon name={state === 'locked' ? 'lock' : 'check'} /> {t(`today.state.${state}`)}
      </span>
    )
  }
  const columns = lockedNames(locked, regularDue, t)
  if (!columns) return <span className="faint">{t('today.state.open')}</span>
  return (
    <span className="nowrap dim">
      <Icon name="lock" /> {t('today.columns_locked', { columns })}
    </span>
  )
}

/** The names of locked columns: TX1–2, GK. */
function lockedNames(locked: readonly boolean[], regularDue: number, t: Translate) {
  const regular = locked.slice(0, regularDue)
  const count = regular.filter(Boolean).length
  const inRow = regular.slice(0, count).every(Boolean)
  const numbers = regular.flatMap((is, index) => (is ? [index + 1] : []))
  const spans = count > 1 && inRow ? `1–${count}` : numbers.join(', ')
  return [
    ...(count > 0 ? [t('today.column.regular', { position: spans })] : []),
    ...(locked[regularDue] ? [t('today.column.midterm')] : []),
    ...(locked[regularDue + 1] ? [t('today.column.final')] : []),
  ].join(', ')
}
