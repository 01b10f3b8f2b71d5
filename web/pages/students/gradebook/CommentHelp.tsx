import { useState } from 'react'
import { client } from '../../../graphql.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { SetPhrasesMutation } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import { addPhrase, copyComments } from './grid-fill.ts'
import { shown } from './grid-model.ts'
import { rangeOf, rowAt } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import type { GridStore } from './grid-store.ts'
import { focusCursor } from './GridTable.tsx'
import { usePhrases } from './use-phrases.ts'

/** The bank of phrases: one click puts a phrase into the selected pupils' comments, {ten} becoming the given name. */
export function CommentHelp({ book, store, state }: { book: Book; store: GridStore; state: GridState }) {
  const t = useText()
  const { phrases, earlier, again } = usePhrases(book)
  const [editing, setEditing] = useState<string>()
  const { top, bottom } = rangeOf(state)
  const comment = shown(rowAt(state).cells['comment'])
  const add = (phrase: string) => {
    store.run((now) => addPhrase(now, phrase), true)
    focusCursor()
  }
  const copy = () => {
    store.run((now) => copyComments(now, earlier), true)
    announce(t('gradebook.earlier_copied'))
    focusCursor()
  }
  const save = async () => {
    const lines = (editing ?? '').split('\n').filter((line) => line.trim())
    const { error } = await client.mutation(SetPhrasesMutation, { book: book.id, phrases: lines })
    if (error) return announce(error.graphQLErrors[0]?.message ?? t('error.offline_send'))
    setEditing(undefined)
    again()
  }
  return (
    <section>
      <h2>
        {t('gradebook.phrases')}
        <Button kind="link" onClick={() => setEditing(editing === undefined ? phrases.join('\n') : undefined)}>
          {t(editing === undefined ? 'gradebook.phrases_edit' : 'gradebook.cancel')}
        </Button>
      </h2>
      {comment && top === bottom && <p className="whole-comment">{comment}</p>}
      {editing === undefined ? (
        <ul className="phrases">
          {phrases.map((phrase) => (
            <li key={phrase}>
              <button type="button" className="btn plain" onClick={() => add(phrase)}>
                {phrase.replaceAll('{ten}', rowAt(state).pupil.givenName)}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <>
          <textarea
            className="input"
            rows={8}
            aria-label={t('gradebook.phrases_edit')}
            value={editing}
            onChange={(event) => setEditing(event.target.value)}
          />
          <p className="hint">{t('gradebook.phrases_hint')}</p>
          <Button onClick={() => void save()}>{t('gradebook.phrases_save')}</Button>
        </>
      )}
      <p className="faint">
        {top === bottom ? t('gradebook.phrases_one') : t('gradebook.phrases_many', { count: bottom - top + 1 })}
      </p>
      {earlier.size > 0 && (
        <Button icon="history" onClick={copy}>
          {t('gradebook.earlier', { count: earlier.size })}
        </Button>
      )}
    </section>
  )
}
