import { useState } from 'react'
import type { FormEvent } from 'react'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { useViewer } from '../../../shell/session.ts'
import { formatDay, useLanguage, useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { SelectField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import type { Kind, SchoolBooksData } from './books-query.ts'

const SetWindow = graphql(`
  mutation SetEntryWindow(
    $unit: ID!
    $year: Int!
    $term: Int!
    $grade: Int
    $subject: Int
    $kind: AssessmentKind
    $opensOn: LocalDate!
    $closesOn: LocalDate!
  ) {
    setEntryWindow(
      unit: $unit
      academicYear: $year
      term: $term
      grade: $grade
      subject: $subject
      kind: $kind
      opensOn: $opensOn
      closesOn: $closesOn
    ) {
      id
    }
  }
`)
const RemoveWindow = graphql(`
  mutation RemoveEntryWindow($id: ID!) {
    removeEntryWindow(id: $id)
  }
`)

interface Props {
  books: SchoolBooksData
  place: { year: number; term: number }
  onChange: () => void
}

/** When marks may be entered: the narrowest window that fits a column holds, and closes by its day. */
export function EntryWindows({ books, place, onChange }: Props) {
  const t = useText()
  const english = useLanguage() === 'en'
  const [adding, setAdding] = useState(false)
  const remove = useAct(RemoveWindow)
  const nameOf = (subject: number | null) => {
    const found = books.subjects.find(({ id }) => id === subject)
    return found ? (english ? found.nameEn : found.name) : t('book.every_subject')
  }
  return (
    <section className="books-windows noprint">
      <Panel
        title={t('book.windows')}
        aside={
          books.canLock &&
          !adding && (
            <Button kind="link" onClick={() => setAdding(true)}>
              {t('book.window_add')}
            </Button>
          )
        }
      >
        {books.windows.length === 0 && <p className="pad dim">{t('book.windows_none')}</p>}
        <ul className="window-list">
          {books.windows.map((window) => (
            <li key={window.id}>
              <span className="grow">
                {[
                  window.kind ? t(`book.kind_title.${window.kind}`) : t('book.every_kind'),
                  window.grade === null ? t('book.every_grade') : t('book.grade_of', { grade: window.grade }),
                  nameOf(window.subject),
                ].join(' · ')}
              </span>
              <span>{t('book.window_days', { from: formatDay(window.opensOn), to: formatDay(window.closesOn) })}</span>
              {books.canLock && (
                <Button
                  kind="link"
                  busy={remove.busy}
                  onClick={() =>
                    void remove.act({ id: window.id }).then((data) => {
                      if (!data) return
                      announce(t('book.window_removed'))
                      onChange()
                    })
                  }
                >
                  {t('book.window_remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {adding && (
          <WindowForm
            books={books}
            place={place}
            onChange={() => {
              setAdding(false)
              onChange()
            }}
          />
        )}
      </Panel>
    </section>
  )
}

function WindowForm({ books, place, onChange }: Props) {
  const t = useText()
  const english = useLanguage() === 'en'
  const { today } = useViewer()
  const [kind, setKind] = useState('')
  const [grade, setGrade] = useState('')
  const [subject, setSubject] = useState('')
  const [from, setFrom] = useState<string | undefined>(today)
  const [to, setTo] = useState<string | undefined>('')
  const [lacking, setLacking] = useState(false)
  const { act, busy, refusal } = useAct(SetWindow)
  const grades = [...new Set(books.books.map((book) => book.grade))].sort((a, b) => a - b)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setLacking(!from || !to)
    if (!from || !to) return
    const done = await act({
      unit: books.unit,
      year: place.year,
      term: place.term,
      grade: grade === '' ? null : Number(grade),
      subject: subject === '' ? null : Number(subject),
      kind: kind === '' ? null : (kind as Kind),
      opensOn: from,
      closesOn: to,
    })
    if (!done) return
    announce(t('book.window_set'))
    onChange()
  }
  return (
    <form className="window-form" noValidate onSubmit={(event) => void send(event)}>
      {refusal.general && Object.keys(refusal.fields).length === 0 && <Note kind="bad">{refusal.general}</Note>}
      <SelectField
        label={t('book.kind')}
        value={kind}
        options={[
          { value: '', label: t('book.every_kind') },
          ...(['regular', 'midterm', 'final'] as const).map((one) => ({
            value: one,
            label: t(`book.kind_title.${one}`),
          })),
        ]}
        onChange={(event) => setKind(event.target.value)}
      />
      <SelectField
        label={t('book.grade')}
        value={grade}
        options={[
          { value: '', label: t('book.every_grade') },
          ...grades.map((one) => ({ value: String(one), label: t('book.grade_of', { grade: one }) })),
        ]}
        onChange={(event) => setGrade(event.target.value)}
      />
      <SelectField
        label={t('book.subject')}
        value={subject}
        options={[
          { value: '', label: t('book.every_subject') },
          ...books.subjects.map((one) => ({ value: String(one.id), label: english ? one.nameEn : one.name })),
        ]}
        onChange={(event) => setSubject(event.target.value)}
      />
      <DateField
        label={t('book.window_from')}
        value={from ?? ''}
        onChange={setFrom}
        error={lacking && !from ? t('book.day_needed') : undefined}
      />
      <DateField
        label={t('book.window_to')}
        value={to ?? ''}
        onChange={setTo}
        error={refusal.fields['closesOn'] ?? (lacking && !to ? t('book.day_needed') : undefined)}
      />
      <Button type="submit" busy={busy}>
        {t('book.window_do')}
      </Button>
    </form>
  )
}
