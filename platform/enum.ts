import { builder } from './graphql.ts'

/**
 * An enumeration of the API whose values are the codes used in the database and in text keys, each with its description.
 * `enumOf('BookState', 'The life of a book.', { open: '…', locked: '…' })`
 */
export function enumOf<Code extends string>(name: string, description: string, codes: Record<Code, string>) {
  const values = Object.fromEntries(
    Object.entries<string>(codes).map(([code, text]) => [code, { value: code as Code, description: text }]),
  )
  return builder.enumType(name, { description, values: values as Record<Code, { value: Code; description: string }> })
}
