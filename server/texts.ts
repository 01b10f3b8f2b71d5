import { globSync } from 'node:fs'
import { join } from 'node:path'
import { mergeCatalogues, translator, type Catalogue, type TextKey } from '../platform/text.ts'
import type { Say } from './errors.ts'

const root = join(import.meta.dirname, '..')

/** Loads the texts of the server, the platform and every module, and gives the server's voice in both languages. */
export async function loadTexts(): Promise<Say> {
  const voices = { vi: translator('vi', await catalogue('vi')), en: translator('en', await catalogue('en')) }
  return (locale, key, values) => voices[locale](key as TextKey, values)
}

async function catalogue(language: 'vi' | 'en'): Promise<Catalogue> {
  const files = globSync(`{server,platform,modules/**}/texts/${language}.ts`, { cwd: root }).sort()
  const parts = await Promise.all(
    files.map(async (file): Promise<Catalogue> => {
      const texts: Record<string, Catalogue> = await import(join(root, file))
      return texts[language] ?? {}
    }),
  )
  return mergeCatalogues(parts)
}
