import { foldName } from '../../../platform/name.ts'

const tone = /[\u0300\u0301\u0303\u0309\u0323]/u
const vowel = /^[aeiouy]/u

/**
 * All ways of writing a word that a search holds for equal: the old and the new place of the tone (hòa, hoà), y and i
 * (mỹ, mĩ). The word comes in lower case; stored names stay as typed, so each spelling is looked for.
 */
export function spellings(word: string): string[] {
  const folded = foldName(word)
  const mark = tone.exec(word.normalize('NFD'))?.[0]
  const letters = [...word.normalize('NFD').replace(tone, '').normalize('NFC')]
  const found = new Set([word.normalize('NFC')])
  for (const base of [letters, swapped(letters, 'y', 'i'), swapped(letters, 'i', 'y')]) {
    if (!mark) found.add(base.join(''))
    else
      for (const [at, letter] of base.entries())
        if (vowel.test(letter.normalize('NFD')))
          found.add(base.with(at, `${letter}${mark}`.normalize('NFC')).join('').normalize('NFC'))
  }
  return [...found].filter((spelling) => foldName(spelling) === folded)
}

function swapped(letters: readonly string[], from: string, to: string): string[] {
  return letters.map((letter, at) => (letter === from && at === letters.length - 1 ? to : letter))
}
