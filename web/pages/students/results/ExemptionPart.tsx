import { useState } from 'react'
import type { FormEvent } from 'react'
import { graphql } from '../../../graphql.ts'
import { useAct } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { SelectField, TextField } from '../../../ui/Field.tsx'
import { Note } from '../../../ui/Note.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { EndExemption } from './ResultDialogs.tsx'
import type { PanelPart } from './WhyPanel.tsx'

const ExemptPupil = graphql(`
  mutation ExemptPupil(
    $student: ID!
    $year: Int!
    $subject: Int!
    $wholeSubject: Boolean!
    $term: Int
    $document: String!
  ) {
    exemptPupil(
      student: $student
      academicYear: $year
      subject: $subject
      wholeSubject: $wholeSubject
      term: $term
      document: $document
    )
  }
`)

/** The pupil's exemptions with the papers they rest on; the principal adds and ends them here. */
export function ExemptionPart({ pupil, results, year, nameOf, onChange }: PanelPart) {
  const t = useText()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<string>()
  if (pupil.exemptions.length === 0 && !results.canDecide) return null
  return (
    <section className="why-section">
      <h3>{t('results.exemptions')}</h3>
      {pupil.exemptions.map((exemption) => (
        <p key={exemption.id}>
          {t(exemption.extent === 'subject' ? 'results.exempt_subject' : 'results.exempt_practice', {
            subject: nameOf(exemption.subject),
          })}
          {exemption.term !== null && ` (${t(exemption.term === 1 ? 'students.term.1' : 'students.term.2')})`}
          <span className="small dim"> · {exemption.document}</span>{' '}
          {results.canDecide && (
            <Button kind="link" onClick={() => setEnding(exemption.id)}>
              {t('results.exempt_end')}
            </Button>
          )}
        </p>
      ))}
      {pupil.exemptions.length === 0 && <p className="dim">{t('results.exempt_none')}</p>}
      {results.canDecide && !adding && (
        <Button kind="link" onClick={() => setAdding(true)}>
          {t('results.exempt_add')}
        </Button>
      )}
      {adding && (
        <ExemptionForm
          pupil={pupil}
          results={results}
          year={year}
          nameOf={nameOf}
          onChange={() => {
            setAdding(false)
            onChange()
          }}
        />
      )}
      {ending && (
        <EndExemption
          id={ending}
          onClose={() => setEnding(undefined)}
          onDone={() => {
            setEnding(undefined)
            announce(t('results.exempt_ended'))
            onChange()
          }}
        />
      )}
    </section>
  )
}

function ExemptionForm({ pupil, results, year, nameOf, onChange }: PanelPart) {
  const t = useText()
  const [subject, setSubject] = useState(results.subjects[0]?.id ?? 0)
  const [whole, setWhole] = useState(false)
  const [term, setTerm] = useState('')
  const [document, setDocument] = useState('')
  const { act, busy, refusal } = useAct(ExemptPupil)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const done = await act({
      student: pupil.student,
      year,
      subject,
      wholeSubject: whole,
      term: term === '' ? null : Number(term),
      document,
    })
    if (!done) return
    announce(t('results.exempt_done'))
    onChange()
  }
  return (
    <form className="why-form" noValidate onSubmit={(event) => void send(event)}>
      {refusal.general && Object.keys(refusal.fields).length === 0 && <Note kind="bad">{refusal.general}</Note>}
      <SelectField
        label={t('results.exempt_what')}
        value={whole ? 'subject' : 'practice'}
        error={refusal.fields['extent']}
        options={[
          { value: 'practice', label: t('results.exempt_practice_option') },
          { value: 'subject', label: t('results.exempt_subject_option') },
        ]}
        onChange={(event) => setWhole(event.target.value === 'subject')}
      />
      <SelectField
        label={t('results.subject')}
        value={String(subject)}
        error={refusal.fields['subject']}
        options={results.subjects.map(({ id }) => ({ value: String(id), label: nameOf(id) }))}
        onChange={(event) => setSubject(Number(event.target.value))}
      />
      <SelectField
        label={t('results.exempt_when')}
        value={term}
        options={[
          { value: '', label: t('students.term.0') },
          { value: '1', label: t('students.term.1') },
          { value: '2', label: t('students.term.2') },
        ]}
        onChange={(event) => setTerm(event.target.value)}
      />
      <TextField
        label={t('results.exempt_document')}
        hint={t('results.exempt_document_hint')}
        value={document}
        error={refusal.fields['document']}
        onChange={(event) => setDocument(event.target.value)}
      />
      <Button type="submit" busy={busy}>
        {t('results.exempt_do')}
      </Button>
    </form>
  )
}
