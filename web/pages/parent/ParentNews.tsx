import { useState } from 'react'
import { levelWord } from '../students/level-word.ts'
import { dayAt, formatShortDay, useLanguage, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Rich } from '../../ui/Rich.tsx'
import { columnWords, markWords, personWords, valueWords } from './child-words.ts'
import type { NewsItem } from './news.ts'

const firstShown = 5

/** What became known since the last visit; on a first visit the latest few, which are not called new. */
export function ParentNews({
  items,
  fresh,
  lastVisit,
}: {
  items: readonly NewsItem[]
  fresh: readonly NewsItem[]
  lastVisit: string | null
}) {
  const t = useText()
  const [all, setAll] = useState(false)
  const told = lastVisit ? fresh : items.slice(0, 3)
  const shown = all ? told : told.slice(0, firstShown)
  const title = lastVisit
    ? told.length
      ? t('family.news', { count: told.length })
      : t('family.news_none', { day: formatShortDay(dayAt(lastVisit)) })
    : t('family.news_first')
  return (
    <section className="panel" aria-labelledby="news">
      <header className="family-panel-head">
        <h2 id="news">{title}</h2>
      </header>
      {!lastVisit && told.length === 0 && <p className="dim family-panel">{t('family.news_empty')}</p>}
      {shown.length > 0 && (
        <ul className="news">
          {shown.map((item, index) => (
            <li key={index}>
              <Icon name={item.kind === 'mark' ? 'pencil' : item.kind === 'comment' ? 'message' : 'document'} />
              <div>
                <Words item={item} />
                <small>{whenAndWho(t, item)}</small>
              </div>
            </li>
          ))}
        </ul>
      )}
      {shown.length < told.length && (
        <p className="family-panel">
          <Button kind="link" onClick={() => setAll(true)}>
            {t('family.news_more', { count: told.length - shown.length })}
          </Button>
        </p>
      )}
    </section>
  )
}

function Words({ item }: { item: NewsItem }) {
  const t = useText()
  const english = useLanguage() === 'en'
  if (item.kind === 'levels') {
    const term = item.term === 1 || item.term === 2 ? t(`students.term.${item.term}`) : t('students.term.0')
    const values = { term, learning: levelWord(t, item.learning), conduct: levelWord(t, item.conduct) }
    return <Rich k="family.results_new" values={values} />
  }
  const subject = english ? item.subject.nameEn : item.subject.name
  if (item.kind === 'comment')
    return <Rich k="family.comment_new" values={{ subject, comment: item.subject.comment ?? '' }} />
  const values = { subject, column: columnWords(t, item.mark, item.term), value: markWords(t, item.mark) }
  return item.before === null ? (
    <Rich k="family.mark" values={values} />
  ) : (
    <Rich k="family.mark_changed" values={{ ...values, before: valueWords(t, item.before) ?? '' }} />
  )
}

function whenAndWho(t: ReturnType<typeof useText>, item: NewsItem): string {
  const day = formatShortDay(dayAt(item.at))
  const name = personWords(t, item.by, item.kind === 'levels' ? null : item.subject.teacher)
  return name ? t('family.at_by', { day, name }) : day
}
