import { graphql } from '../../../graphql.ts'
import type { ResultOf } from '../../../graphql.ts'
import { isTextKey, type Translate } from '../../../text.ts'

/** The doubtful places of the law as they are read in a year. */
export const ReadingsQuery = graphql(`
  query Readings($year: Int!) {
    maySetReadings
    policyReadings(academicYear: $year) {
      name
      value
      usual
      choices
      confidence
      source
      ownSince
      history {
        change
        fromYear
        value
        source
        decidedAt
        by
        undoneAt
      }
    }
  }
`)

/** A doubtful place of the law as the page holds it. */
export type Reading = ResultOf<typeof ReadingsQuery>['policyReadings'][number]

/** A choice of a reading in words. */
export function choiceWords(t: Translate, name: string, value: string): string {
  const choice = `${name}.${value}`
  return readingWords(t, `reading.choice.${choice}`)
}

/** Words whose key is made of a reading's name. */
export const readingWords = (t: Translate, key: string): string => (isTextKey(key) ? t(key) : key)
