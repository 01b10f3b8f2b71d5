import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { formatDocument, stringifyDocument } from '@urql/core'
import { parse, type DefinitionNode, type DocumentNode } from 'graphql'
import type { Plugin } from 'vite'

/** Where the build leaves its list, in the folder of the built pages; a name with a dot is not served. */
const listFile = '.vite/known-documents.json'
/** A page that was opened before a new version goes on for as long. */
const daysKept = 60
/** `graphql(`…`)` and `graphql(`…`, [Fragment])`, as every page writes its documents. */
const written = /\bgraphql\(\s*`([^`]*)`\s*(?:,\s*\[[^\]]*\]\s*)?,?\s*\)/g

interface Known {
  text: string
  /** The day of the last build that has it, `YYYY-MM-DD`. */
  built: string
}

/**
 * Puts in place of each document of the pages its id, `<operation>.<sha-256 of the text>`, which is what the client then
 * sends; and writes the list of ids and texts that the server answers. The documents of earlier builds stay in the list
 * for 60 days. The build stops where a document is not plainly written, since a page could not have it answered.
 */
export function knownDocuments(): Plugin {
  const list = new Map<string, Known>()
  let sources: Sources
  return {
    name: 'known-documents',
    apply: 'build',
    enforce: 'pre',
    configResolved({ root, build }) {
      const file = resolve(root, build.outDir, listFile)
      const now = new Date()
      const oldest = new Date(now.getTime() - daysKept * 86_400_000).toISOString().slice(0, 10)
      if (existsSync(file))
        for (const [id, known] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Known>))
          if (known.built >= oldest) list.set(id, known)
      sources = readSources(root)
      for (const { id, text } of sources.operations.values())
        list.set(id, { text, built: now.toISOString().slice(0, 10) })
    },
    transform(code, path) {
      if (!sources.files.has(path.split('?')[0]!)) return null
      return {
        code: code.replace(written, (_, source: string) => placeholder(sources.operations.get(source)?.id)),
        map: null,
      }
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: listFile, source: JSON.stringify(Object.fromEntries(list)) })
    },
  }
}

/** A document as the client takes one that has no text. A fragment alone is never sent. */
const placeholder = (id: string | undefined) =>
  `({ kind: 'Document', definitions: []${id ? `, documentId: '${id}'` : ''} })`

interface Sources {
  files: ReadonlySet<string>
  /** Operations by what is written in the source. */
  operations: ReadonlyMap<string, { id: string; text: string }>
}

function readSources(root: string): Sources {
  const files = new Set<string>()
  const operations: { source: string; definition: DefinitionNode; name: string }[] = []
  const fragments = new Map<string, DefinitionNode>()
  for (const name of globSync('**/*.{ts,tsx}', { cwd: root, exclude: ['**/*.test.*'] })) {
    const code = readFileSync(join(root, name), 'utf8')
    if (!/from '(\.\.?\/)+graphql\.ts'/.test(code)) continue
    const sources = [...code.matchAll(written)].map(([, source = '']) => source)
    if (sources.length !== code.match(/\bgraphql\(/g)?.length && code.includes('graphql('))
      throw new Error(`${name}: a document of the API is a plain text between backticks`)
    files.add(join(root, name))
    for (const source of sources) {
      const [definition, more] = parse(source).definitions
      const named = definition && 'name' in definition ? definition.name?.value : undefined
      if (!definition || !named || more)
        throw new Error(`${name}: a document of the API is one operation or fragment with a name`)
      if (definition.kind !== 'FragmentDefinition') operations.push({ source, definition, name: named })
      else if (fragments.has(named)) throw new Error(`${name}: there are two fragments ${named}`)
      else fragments.set(named, definition)
    }
  }
  return {
    files,
    operations: new Map(
      operations.map(({ source, definition, name }) => {
        const document = { kind: 'Document', definitions: withFragments(definition, fragments) } as DocumentNode
        // As the client writes it where it sends the text: with the names of types, by which it keeps its answers.
        const text = stringifyDocument(formatDocument(document))
        return [source, { id: `${name}.${createHash('sha256').update(text).digest('base64url')}`, text }]
      }),
    ),
  }
}

/** A definition with the fragments that it spreads, and those that they spread. */
function withFragments(first: DefinitionNode, fragments: ReadonlyMap<string, DefinitionNode>): DefinitionNode[] {
  const found = new Set([first])
  for (const definition of found)
    for (const [, name = ''] of JSON.stringify(definition).matchAll(
      /"kind":"FragmentSpread","name":\{"kind":"Name","value":"(\w+)"/g,
    )) {
      const fragment = fragments.get(name)
      if (!fragment) throw new Error(`there is no fragment ${name}`)
      found.add(fragment)
    }
  return [...found]
}
