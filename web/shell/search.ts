import { useEffect, useState } from 'react'
import type { Choice } from '../ui/Combobox.tsx'

/** Looks for something at the server: words in, places to go out (`value` is an address). */
export type Search = (words: string) => Promise<readonly Choice[]>

const searches: Search[] = []

/** Adds a kind of thing that the command box finds; called once where a page's module begins. */
export function addSearch(search: Search): void {
  searches.push(search)
}

/** What the server found for the words, a moment after the last key. */
export function useFound(words: string): readonly Choice[] {
  const [found, setFound] = useState<readonly Choice[]>(nothing)
  const enough = words.trim().length >= 2
  useEffect(() => {
    if (!enough) return
    let stale = false
    const timer = setTimeout(async () => {
      const lists = await Promise.all(searches.map((search) => search(words).catch(() => nothing)))
      if (!stale) setFound(lists.flat())
    }, 150)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [words, enough])
  return enough ? found : nothing
}

const nothing: readonly Choice[] = []
