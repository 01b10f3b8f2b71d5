import { builder } from './graphql.ts'

/** A value of a text that is answered by its key: the name of the placeholder, and the value. */
export const TextValueRef = builder.objectRef<[string, string | number]>('TextValue').implement({
  description: 'A value of a text.',
  fields: (t) => ({
    name: t.string({ description: 'The placeholder.', resolve: ([name]) => name }),
    value: t.string({ description: 'Its value as text.', resolve: ([, value]) => String(value) }),
  }),
})
