import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kind, parse, print, visit, type FragmentDefinitionNode } from 'graphql'

const web = join(import.meta.dirname, '../../web')

/** The document of the API that a page asks, by its name, taken from the page's own source with the fragments beside it. */
export function documentOf(file: string, name: string): string {
  const source = readFileSync(join(web, file), 'utf8')
  const definitions = [...source.matchAll(/graphql\(\s*`([^`]*)`/g)].flatMap(
    ([, text = '']) => parse(text.replaceAll(' @_unmask', '')).definitions,
  )
  const operation = definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION && it.name?.value === name)
  if (!operation) throw new Error(`${file} has no ${name}`)
  const needed = new Map<string, FragmentDefinitionNode>()
  const gather = (node: typeof operation) =>
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = definitions.find((it) => it.kind === Kind.FRAGMENT_DEFINITION && it.name.value === value)
        if (!fragment || needed.has(value)) return
        needed.set(value, fragment as FragmentDefinitionNode)
        gather(fragment)
      },
    })
  gather(operation)
  return [operation, ...needed.values()].map(print).join('\n')
}
