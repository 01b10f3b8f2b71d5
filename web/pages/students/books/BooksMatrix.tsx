import { Link } from 'wouter'
import { formatDay, formatInstant, formatPercent, useLanguage, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { IconName } from '../../../ui/Icon.tsx'
import { isLate, progressOf } from './books-query.ts'
import type { BookLine, Look, SchoolBooksData } from './books-query.ts'

/** The ticked classes and subjects; nothing ticked is everything in sight. */
export interface Ticks {
  classes: ReadonlySet<string>
  subjects: ReadonlySet<number>
}

const stateIcons: Record<BookLine['state'], IconName | undefined> = {
  open: undefined,
  submitted: 'up',
  checked: 'check',
  locked: 'lock',
}

/**
 * Classes × subjects. A full book is quiet; one that lacks marks says how many of how many, a late one with a clock. Each
 * cell leads to the grid. On a phone a class is a card with its books below each other.
 */
export function BooksMatrix({
  books,
  inSight,
  look,
  ticks,
  onTick,
}: {
  books: SchoolBooksData
  inSight: readonly BookLine[]
  look: Look
  ticks: Ticks
  onTick: (ticks: Ticks) => void
}) {
  const t = useText()
  const english = useLanguage() === 'en'
  const acts = books.canCheck || books.canLock || books.canPublish
  const subjects = books.subjects.filter(({ id }) => inSight.some((book) => book.subject === id))
  const rows = [
    ...books.classes
      .filter(({ id }) => inSight.some((book) => book.class === id))
      .map((one) => ({ id: one.id, name: one.name, books: inSight.filter((book) => book.class === one.id) })),
    ...(inSight.some((book) => book.class === null)
      ? [{ id: null, name: t('book.no_class'), books: inSight.filter((book) => book.class === null) }]
      : []),
  ]
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t('book.page_title')}>
      <table className="tbl books">
        <thead>
          <tr>
            <th>{t('book.class')}</th>
            {subjects.map((subject) => {
              const name = english ? subject.nameEn : subject.name
              return (
                <th key={subject.id} className="num">
                  <abbr title={name}>{subject.shortName}</abbr>
                  {acts && (
                    <input
                      type="checkbox"
                      aria-label={t('book.tick', { name })}
                      checked={ticks.subjects.has(subject.id)}
                      onChange={() => onTick({ ...ticks, subjects: toggled(ticks.subjects, subject.id) })}
                    />
                  )}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id ?? ''} className={row.id !== null && ticks.classes.has(row.id) ? 'sel' : undefined}>
              <th scope="row">
                {acts && row.id !== null ? (
                  <label className="tick">
                    <input
                      type="checkbox"
                      checked={ticks.classes.has(row.id)}
                      onChange={() => onTick({ ...ticks, classes: toggled(ticks.classes, row.id ?? '') })}
                    />
                    {row.name}
                  </label>
                ) : (
                  row.name
                )}
              </th>
              {subjects.map((subject) => (
                <td key={subject.id} className="num" data-name={subject.shortName}>
                  {row.books
                    .filter((book) => book.subject === subject.id)
                    .map((book) => (
                      <BookCell key={book.id} book={book} look={look} />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function BookCell({ book, look }: { book: BookLine; look: Look }) {
  const t = useText()
  const { entered, due } = progressOf(book, look)
  const late = isLate(book, look)
  const full = due > 0 && entered >= due
  const icon = book.unlockedUntil ? 'key' : stateIcons[book.state]
  const words = look === 'all' ? formatPercent(due === 0 ? 0 : entered / due, 0) : `${entered}/${due}`
  return (
    <Link
      href={book.link}
      className={['book', full ? 'full' : look !== 'all' && 'lacking', late && 'late'].filter(Boolean).join(' ')}
      title={told(t, book, look)}
    >
      {icon && <Icon name={icon} />}
      {late && <Icon name="clock" />}
      <span>{words}</span>
    </Link>
  )
}

/** Everything about a book in one sentence, for whoever points at it or hears it. */
function told(t: Translate, book: BookLine, look: Look): string {
  const { entered, due } = progressOf(book, look)
  const closes = book.kinds.find(({ kind }) => kind === look)?.closesOn
  return [
    t('book.told', { name: book.name, entered, due }),
    t(`book.state.${book.state}`),
    book.unlockedUntil && t('book.told_unlocked', { until: formatInstant(book.unlockedUntil) }),
    isLate(book, look) && t('book.state.late'),
    closes && t('book.told_closes', { day: formatDay(closes) }),
    book.publishedColumns > 0 && t('book.told_published', { count: book.publishedColumns }),
    book.lockedColumns > 0 && t('book.told_locked_columns', { count: book.lockedColumns }),
    book.teachers.join(', '),
  ]
    .filter(Boolean)
    .join(' · ')
}

function toggled<Key>(set: ReadonlySet<Key>, key: Key): ReadonlySet<Key> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}
