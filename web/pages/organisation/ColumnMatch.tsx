import { useState } from 'react'
import { guardHeaders } from '../../graphql.ts'
import { languageNow, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { Note } from '../../ui/Note.tsx'
import type { BatchSheet } from './import-query.ts'

/** Titles of the file that the list does not know: each can be read as one of its columns. */
export function ColumnMatch({ batch, sheet, onDone }: { batch: string; sheet: BatchSheet; onDone: () => void }) {
  const t = useText()
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const free = sheet.columns.filter(({ matched }) => !matched)
  const chosen = Object.values(titles).filter(Boolean).length
  const send = async () => {
    setBusy(true)
    setRefusal(undefined)
    try {
      const response = await fetch(`/imports/${batch}/columns`, {
        method: 'POST',
        headers: { ...guardHeaders, 'content-type': 'application/json', 'x-language': languageNow() },
        body: JSON.stringify({ list: sheet.list, columns: titles }),
      })
      if (response.ok) return onDone()
      const answer = (await response.json()) as { message?: string; violations?: { message: string }[] }
      setRefusal(answer.violations?.map(({ message }) => message).join(' ') || answer.message || t('error.unknown'))
    } catch {
      setRefusal(t('error.offline_send'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <details className="panel pad import-match">
      <summary>
        {t('import.unknown_columns', {
          count: sheet.unknownColumns.length,
          columns: sheet.unknownColumns.slice(0, 6).join(', '),
        })}
      </summary>
      {refusal && <Note kind="bad">{refusal}</Note>}
      <div className="import-match-fields">
        {sheet.unknownColumns.map((title) => (
          <SelectField
            key={title}
            label={t('import.match_title', { title })}
            value={titles[title] ?? ''}
            placeholder={t('import.match_none')}
            options={free.map(({ key, title: label }) => ({ value: key, label }))}
            onChange={(event) => setTitles((before) => ({ ...before, [title]: event.target.value }))}
          />
        ))}
      </div>
      <Button busy={busy} reason={chosen === 0 ? t('import.match_nothing') : undefined} onClick={() => void send()}>
        {t('import.match_read')}
      </Button>
    </details>
  )
}

/** A needed column was not found: which title of the file is it? */
export function MissingColumns({
  missing,
  titles,
  onMatch,
}: {
  missing: readonly { key: string; column: string }[]
  titles: readonly string[]
  onMatch: (columns: Readonly<Record<string, string>>) => void
}) {
  const t = useText()
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const all = missing.every(({ key }) => chosen[key])
  return (
    <div className="import-match-fields">
      {missing.map(({ key, column }) => (
        <SelectField
          key={key}
          label={t('import.match_missing', { column })}
          value={chosen[key] ?? ''}
          placeholder={t('import.match_choose')}
          options={titles.map((title) => ({ value: title, label: title }))}
          onChange={(event) => setChosen((before) => ({ ...before, [key]: event.target.value }))}
        />
      ))}
      <Button
        kind="primary"
        reason={all ? undefined : t('import.match_all')}
        onClick={() => onMatch(Object.fromEntries(Object.entries(chosen).map(([key, title]) => [title, key])))}
      >
        {t('import.match_read')}
      </Button>
    </div>
  )
}
