import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql'

/** What one request may ask at most. A cyclic query of 1 kB would otherwise end the process. */
export const limits = { depth: 12, aliases: 60, fields: 600, tokens: 4_000, bodyBytes: 1_000_000 }

/**
 * A validation rule that counts depth, aliases and fields over the document with its fragments unfolded once each;
 * introspection is free of the depth limit. Runs before anything is executed.
 */
export function documentLimits(context: ValidationContext): ASTVisitor {
  return {
    Document(document: DocumentNode) {
      const count = measure(document)
      const over = (['depth', 'aliases', 'fields'] as const).find((what) => count[what] > limits[what])
      if (over)
        context.reportError(
          new GraphQLError(`too large: ${over} at most ${limits[over]}`, { extensions: { code: 'TOO_COMPLEX' } }),
        )
    },
  }
}

function measure(document: DocumentNode): { depth: number; aliases: number; fields: number } {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const count = { depth: 0, aliases: 0, fields: 0 }
  const walk = (set: SelectionSetNode, depth: number, open: ReadonlySet<string>): void => {
    if (count.fields > limits.fields) return
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const introspection = selection.name.value.startsWith('__')
        count.fields += 1
        if (selection.alias) count.aliases += 1
        if (!introspection) count.depth = Math.max(count.depth, depth)
        if (selection.selectionSet && !introspection) walk(selection.selectionSet, depth + 1, open)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, depth, open)
      else if (!open.has(selection.name.value)) {
        const fragment = fragments.get(selection.name.value)
        if (fragment) walk(fragment.selectionSet, depth, new Set([...open, selection.name.value]))
      }
    }
  }
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) walk(definition.selectionSet, 1, new Set())
  return count
}
