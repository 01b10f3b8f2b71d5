import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { formatAcademicYear, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { PageTitle } from '../../../ui/PageHead.tsx'
import { BookLife } from '../books/BookLife.tsx'
import { shortName } from './column-name.ts'
import { pathOf } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import { fillDown, likeColumnBefore } from './grid-fill.ts'
import { toProblem } from './grid-move.ts'
import { columnAt, problems, undo } from './grid-state.ts'
import { useGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'
import { undoName } from './GridTools.tsx'
import { PhoneColumns } from './PhoneColumns.tsx'
import { PhonePhrases } from './PhoneComment.tsx'
import { PhoneList } from './PhoneList.tsx'
import { PhoneDetail } from './PhoneDetail.tsx'
import { PhonePad } from './PhonePad.tsx'
import { isQuick, rememberQuick } from './quick-entry.ts'
import { useLeaving } from './use-leaving.ts'
import './phone.css'

/** The grid on a phone: one column at a time, a pad of large keys, the next pupil under the thumb. */
export function PhonePage({ book, store, onReload }: { book: Book; store: GridStore; onReload: () => void }) {
  const t = useText()
  const state = useGrid(store)
  useLeaving(store)
  useEffect(() => {
    document.documentElement.classList.add('on-phone-grid')
    return () => document.documentElement.classList.remove('on-phone-grid')
  }, [])
  const [detail, setDetail] = useState(false)
  const [quick, setQuick] = useState(isQuick)
  const column = columnAt(state)
  const last = state.done.at(-1)
  const { subjectName, className, unitName } = book.place
  return (
    <main id="main" className="gph">
      <header className="ph">
        <Link className="btn plain" href="/" aria-label={t('gradebook.phone.back')}>
          <Icon name="back" />
        </Link>
        <div className="grow">
          <PageTitle
            title={`${subjectName} · ${className}`}
            tabTitle={t('gradebook.tab', { subject: subjectName, class: className, term: book.term })}
          />
          <p>
            {t('gradebook.phone.place', {
              unit: unitName,
              term: book.term,
              year: formatAcademicYear(book.academicYear),
            })}
          </p>
        </div>
        <Button
          kind="plain"
          icon="undo"
          aria-label={last ? undoName(t, last) : t('gradebook.undo')}
          aria-disabled={!last || undefined}
          onClick={() => store.run(undo, true)}
        />
        {book.canMark && <BookLife gradebook={book.id} state={book.state} onChange={onReload} small />}
        <Menu
          className="btn plain"
          label={t('gradebook.phone.more')}
          buttonLabel={t('gradebook.phone.more')}
          button={<Icon name="more" />}
          items={[
            { label: t('gradebook.phone.detail', { column: shortName(t, column) }), onSelect: () => setDetail(true) },
            { label: t('gradebook.fill_empty'), onSelect: () => store.run((now) => fillDown(now, true), true) },
            { label: t('gradebook.fill_before'), onSelect: () => store.run(likeColumnBefore, true) },
            ...(problems(state).length > 0
              ? [
                  {
                    label: t('gradebook.status.problems', { count: problems(state).length }),
                    onSelect: () => store.run((now) => toProblem(now, false)),
                  },
                ]
              : []),
            {
              label: t('gradebook.quick'),
              hint: t('gradebook.quick_hint'),
              current: quick,
              apart: true,
              onSelect: () => {
                rememberQuick(!quick)
                setQuick(!quick)
              },
            },
            { label: t('gradebook.import'), href: pathOf(book, 'import') },
          ]}
        />
      </header>
      <PhoneColumns store={store} />
      <PhoneList store={store} />
      {column.kind === 'comment' ? <PhonePhrases book={book} store={store} /> : <PhonePad store={store} />}
      {detail && <PhoneDetail book={book} store={store} onClose={() => setDetail(false)} />}
    </main>
  )
}
