import { useState } from 'react'
import { useMutation, type AnyVariables, type CombinedError, type TypedDocumentNode } from 'urql'
import { problemOf } from '../graphql.ts'
import { useText } from '../text.ts'
import type { Translate } from '../text.ts'
import { refusalOf } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/** A mutation as a form uses it: does it, says whether it is under way, and keeps why it was refused. */
export interface Act<Data, Variables> {
  /** The answer, or undefined when it was refused. */
  act: (variables: Variables) => Promise<Data | undefined>
  busy: boolean
  refusal: Refusal
  /** Shows a refusal of the page's own, or none. */
  refuse: (refusal: Refusal) => void
}

/** Runs a mutation for a form; what was typed stays, and what is wrong comes as words by field. */
export function useAct<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
): Act<Data, Variables> {
  const t = useText()
  const [{ fetching }, run] = useMutation(document)
  const [refusal, refuse] = useState<Refusal>(none)
  const act = async (variables: Variables) => {
    refuse(none)
    const { data, error } = await run(variables)
    if (!error && data) return data
    refuse(error ? refusalOfError(t, error) : { fields: {}, general: t('error.unknown') })
    return undefined
  }
  return { act, busy: fetching, refusal, refuse }
}

/** Why an answer of the API refused, in words. */
export function refusalOfError(t: Translate, error: CombinedError): Refusal {
  const { kind, violations, errorId } = problemOf(error)
  if (kind === 'offline') return refusalOf(t, { violations: [], offline: true })
  if (violations.length) return refusalOf(t, { violations })
  if (kind === 'notFound') return { fields: {}, general: t('error.not_found') }
  return {
    fields: {},
    general: errorId ? `${t('error.unknown')}. ${t('error.code', { code: errorId })}` : t('error.unknown'),
  }
}

const none: Refusal = { fields: {} }
