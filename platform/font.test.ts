import { expect, test } from 'vitest'
import { joinFonts, paperFonts } from './font.ts'

const alphabet = 'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ'
const others = '0123456789.,;:!?()[]/\\\'"’“”–—…%&+-=*₫ĭŏŭčñƀ'

test('every face has every letter of Vietnamese, of Ê-đê and Ba-na names, digits and signs', async () => {
  const fonts = await paperFonts()
  for (const [face, font] of Object.entries(fonts)) {
    const letters = lettersIn(font)
    for (const letter of alphabet + alphabet.toUpperCase() + others) {
      expect(letters.has(letter.codePointAt(0)!), `${letter} in ${face}`).toBe(true)
    }
  }
})

test('what is no font is refused', () => {
  expect(() => joinFonts([Buffer.from('wOF2 and more')])).toThrow('not a WOFF font')
})

/** Reads the letter table on its own, the way a PDF reader would. */
function lettersIn(font: Buffer): Set<number> {
  const count = font.readUInt16BE(4)
  const entry = Array.from({ length: count }, (_, index) => 12 + index * 16).find(
    (at) => font.toString('latin1', at, at + 4) === 'cmap',
  )!
  const cmap = font.subarray(font.readUInt32BE(entry + 8))
  const groups = cmap.subarray(cmap.readUInt32BE(8))
  return new Set(Array.from({ length: groups.readUInt32BE(12) }, (_, index) => groups.readUInt32BE(16 + index * 12)))
}
