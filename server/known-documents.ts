import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../platform/context.ts'

/** The documents that the pages ask with: those of the last build, and of builds whose pages may still be open. */
export interface KnownDocuments {
  /** The text behind an id; none where no page of ours has it. */
  textOf(id: string): string | undefined
  /** Whether a text is one of them, letter by letter. */
  has(text: string): boolean
}

/** Reads the list that the build of the pages wrote (web/known-documents.ts); without pages there are none. */
export function readKnownDocuments(webRoot: string | null): KnownDocuments {
  const file = webRoot && join(webRoot, '.vite/known-documents.json')
  const list =
    file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, { text: string }>) : {}
  const texts = new Map(Object.entries(list).map(([id, { text }]) => [id, text]))
  const all = new Set(texts.values())
  return { textOf: (id) => texts.get(id), has: (text) => all.has(text) }
}

/** Who may send the API documents that no page has, where only known ones are answered. The one place that says so. */
export const maySendAnyDocument = ({ machine, posts }: Context): boolean =>
  machine !== undefined || posts.some(({ role }) => role === 'administrator')
