import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { formatMark, useLanguage, useText } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { LevelMark } from '../explanation.tsx'
import { levelWord } from '../level-word.ts'
import { PupilName, apartAmong, fullName } from '../pupil-name.tsx'
import type { ClassResultsData, PupilLine, SubjectHead } from './results-query.ts'

/** Which subjects the table shows mark by mark. */
export type ResultsView = 'scored' | 'comment'

/** Scored subjects below this are pointed at; below it a year's subject is re-assessed. */
const low = 5

/**
 * A class's pupils with their averages and levels. Each level is a button that asks why; the arrow keys walk through the
 * pupils while the panel follows.
 */
export function ResultsTable({
  results,
  term,
  view,
  chosen,
  onChoose,
}: {
  results: ClassResultsData
  term: number
  view: ResultsView
  chosen?: string
  onChoose: (student: string) => void
}) {
  const t = useText()
  const english = useLanguage() === 'en'
  const body = useRef<HTMLTableSectionElement>(null)
  const shown = results.subjects.filter((subject) => subject.assessment === view)
  const apart = apartAmong(results.pupils)
  const walk = (event: KeyboardEvent, index: number) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const next = step === undefined ? undefined : results.pupils[index + step]
    if (!next) return
    event.preventDefault()
    body.current?.querySelectorAll<HTMLButtonElement>('button.ask')[index + step!]?.focus()
    if (chosen) onChoose(next.student)
  }
  return (
    <div className="res" tabIndex={0} role="group" aria-label={t('results.table')}>
      <table className="tbl">
        <thead>
          <tr>
            <th className="num">{t('results.number')}</th>
            <th>{t('results.name')}</th>
            {shown.map((subject) => (
              <th key={subject.id} className={view === 'scored' ? 'num subj' : 'subj'}>
                <abbr title={english ? subject.nameEn : subject.name}>{subject.shortName}</abbr>
              </th>
            ))}
            <th className="subj">{t(view === 'scored' ? 'results.comment_subjects' : 'results.scored_subjects')}</th>
            <th>{t('results.learning')}</th>
            <th>{t('results.conduct')}</th>
            {term === 0 && <th className="outcome">{t('results.outcome')}</th>}
          </tr>
        </thead>
        <tbody ref={body}>
          {results.pupils.map((pupil, index) => (
            <tr
              key={pupil.student}
              className={
                [pupil.student === chosen && 'sel', pupil.leftOn && 'left'].filter(Boolean).join(' ') || undefined
              }
            >
              <td className="num faint">{pupil.number}</td>
              <th scope="row" className="nowrap">
                <PupilName pupil={pupil} />
                {apart(pupil) && <span className="faint small"> {apart(pupil)}</span>}
                {term === 0 && isNews(pupil) && (
                  <span className="phone-only">
                    <Outcome pupil={pupil} />
                  </span>
                )}
              </th>
              {shown.map((subject) => (
                <SubjectCell key={subject.id} pupil={pupil} subject={subject} />
              ))}
              <td className="dim nowrap subj">{restWords(t, results.subjects, pupil, view)}</td>
              <td className="lv">
                <button
                  type="button"
                  className="ask"
                  aria-expanded={pupil.student === chosen}
                  aria-label={t('results.ask', {
                    name: fullName(pupil),
                    level: levelWord(t, pupil.level),
                  })}
                  onClick={() => onChoose(pupil.student)}
                  onKeyDown={(event) => walk(event, index)}
                >
                  <LevelMark level={pupil.level} />
                </button>{' '}
                {pupil.level !== pupil.rawLevel && <span className="raised">{t('results.raised')}</span>}
                {pupil.levelAfter !== null && <b> → {levelWord(t, pupil.levelAfter)}</b>}
              </td>
              <td className="nowrap">
                {levelWord(t, pupil.conduct)}
                {pupil.conductAfter !== null && <b> → {levelWord(t, pupil.conductAfter)}</b>}
              </td>
              {term === 0 && (
                <td className="nowrap outcome">
                  <Outcome pupil={pupil} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function SubjectCell({ pupil, subject }: { pupil: PupilLine; subject: SubjectHead }) {
  const t = useText()
  const found = pupil.subjects.find((it) => it.subject === subject.id)
  if (!found)
    return (
      <td className="num subj">
        <span className="sr">{t('results.not_taken')}</span>
      </td>
    )
  if (found.exempt)
    return (
      <td className="num subj dim">
        <abbr title={t('students.exempt')}>M</abbr>
      </td>
    )
  if (subject.assessment === 'comment')
    return (
      <td className={found.passed === false ? 'subj low' : 'subj'}>
        {found.passed === null ? <Open /> : t(found.passed ? 'results.pass_short' : 'results.fail_short')}
        {found.retestPassed !== null && ` → ${t(found.retestPassed ? 'results.pass_short' : 'results.fail_short')}`}
      </td>
    )
  const pending = found.midtermState === 'pending' || found.finalState === 'pending'
  const byRule = found.midtermState === 'zero_by_rule' || found.finalState === 'zero_by_rule'
  return (
    <td className={found.average !== null && Number(found.average) < low ? 'num subj low' : 'num subj'}>
      {pending && <Icon name="clock" className="wait" label={t('results.make_up_awaited')} />}
      {byRule && <Icon name="warning" className="wait" label={t('results.zero_by_rule')} />}
      {found.average !== null ? (
        formatMark(found.average)
      ) : found.provisional !== null ? (
        <i className="faint" title={t('results.provisional')}>
          {formatMark(found.provisional)}
        </i>
      ) : (
        <Open />
      )}
      {found.retestAverage !== null && ` → ${formatMark(found.retestAverage)}`}
    </td>
  )
}

/** Nothing yet; said, not drawn. */
function Open() {
  const t = useText()
  return <span className="sr">{t('students.level.none')}</span>
}

/** The other kind of subjects in a few words: "4/4 Đạt", or the mean count of averages there. */
function restWords(t: Translate, subjects: readonly SubjectHead[], pupil: PupilLine, view: ResultsView) {
  const others = pupil.subjects.filter(
    (it) => !it.exempt && subjects.find(({ id }) => id === it.subject)?.assessment !== view,
  )
  if (others.length === 0) return ''
  if (view === 'scored') {
    const passed = others.filter((it) => it.passed).length
    return t('results.passed_of', { passed, of: others.length })
  }
  return t('results.averages_of', { there: others.filter((it) => it.average !== null).length, of: others.length })
}

/** Whether the year says more than "promoted". */
const isNews = ({ title, outcome }: PupilLine) =>
  title !== null || (outcome !== null && outcome !== 'promoted' && outcome !== 'completed')

function Outcome({ pupil }: { pupil: PupilLine }) {
  const t = useText()
  if (pupil.title) return <Tag kind="good">{t(`students.title.${pupil.title}`)}</Tag>
  if (!pupil.outcome) return <span className="faint">{t('students.level.none')}</span>
  if (pupil.outcome === 'promoted' || pupil.outcome === 'completed') return t(`students.outcome.${pupil.outcome}`)
  return <Tag kind={pupil.outcome === 'retained' ? 'bad' : 'wait'}>{t(`students.outcome.${pupil.outcome}`)}</Tag>
}
