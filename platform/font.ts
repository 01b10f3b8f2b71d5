import { readFile } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'

/** The four faces of the type of signed paper. */
export type PaperFonts = { normal: Buffer; bold: Buffer; italics: Buffer; bolditalics: Buffer }

/** The parts into which the font is cut for browsers; together every letter of Vietnamese, Ê-đê and Ba-na names. */
const parts = ['latin', 'vietnamese', 'latin-ext']
const faces = { normal: '400-normal', bold: '700-normal', italics: '400-italic', bolditalics: '700-italic' }

let loaded: Promise<PaperFonts> | undefined

/** Tinos, metrically equal to Times New Roman, as four whole fonts; read and put together once. */
export function paperFonts(): Promise<PaperFonts> {
  loaded ??= loadFonts()
  return loaded
}

async function loadFonts(): Promise<PaperFonts> {
  const entries = Object.entries(faces).map(async ([face, name]) => {
    const files = parts.map((part) =>
      readFile(new URL(import.meta.resolve(`@fontsource/tinos/files/tinos-${part}-${name}.woff`))),
    )
    return [face, joinFonts(await Promise.all(files))] as const
  })
  return Object.fromEntries(await Promise.all(entries)) as PaperFonts
}

type Tables = Map<string, Buffer>
type Glyphs = { data: Buffer[]; metrics: Buffer[]; letters: Map<number, number> }

/**
 * Puts WOFF subsets of one TrueType font together into one font, because a PDF writes a word in one font and the
 * letters of "Nguyễn" lie in two subsets. Glyphs are taken over as they are, composites renumbered; where two subsets
 * have a letter, the first gives it. Kerning and hints are left out: paper at 600 dpi does not miss them.
 */
export function joinFonts(files: readonly Buffer[]): Buffer {
  const fonts = files.map(unpackWoff)
  const all: Glyphs = { data: [], metrics: [], letters: new Map() }
  for (const font of fonts) {
    const { data, metrics, letters } = glyphsOf(font, all.data.length)
    all.data.push(...data)
    all.metrics.push(...metrics)
    for (const [letter, glyph] of letters) if (!all.letters.has(letter)) all.letters.set(letter, glyph)
  }
  const first = fonts[0]!
  const { glyf, loca } = glyphTables(all.data)
  const head = Buffer.from(table(first, 'head'))
  head.writeUInt32BE(0, 8)
  head.writeInt16BE(1, 50)
  const hhea = Buffer.from(table(first, 'hhea'))
  hhea.writeUInt16BE(all.data.length, 34)
  const post = Buffer.from(table(first, 'post').subarray(0, 32))
  post.writeUInt32BE(0x00030000, 0)
  return packTables(
    new Map([
      ['OS/2', table(first, 'OS/2')],
      ['cmap', letterTable(all.letters)],
      ['glyf', glyf],
      ['head', head],
      ['hhea', hhea],
      ['hmtx', Buffer.concat(all.metrics)],
      ['loca', loca],
      [
        'maxp',
        largestOf(
          fonts.map((font) => table(font, 'maxp')),
          all.data.length,
        ),
      ],
      ['name', table(first, 'name')],
      ['post', post],
    ]),
  )
}

function unpackWoff(file: Buffer): Tables {
  if (file.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF font')
  const tables: Tables = new Map()
  for (let index = 0, at = 44; index < file.readUInt16BE(12); index++, at += 20) {
    const [offset, packed, size] = [4, 8, 12].map((field) => file.readUInt32BE(at + field)) as [number, number, number]
    const data = file.subarray(offset, offset + packed)
    tables.set(file.toString('latin1', at, at + 4), packed < size ? inflateSync(data) : data)
  }
  return tables
}

function table(font: Tables, tag: string): Buffer {
  const data = font.get(tag)
  if (!data) throw new Error(`the font has no table ${tag}`)
  return data
}

function glyphsOf(font: Tables, before: number): Glyphs {
  const count = table(font, 'maxp').readUInt16BE(4)
  const long = table(font, 'head').readInt16BE(50) === 1
  const [loca, glyf, hmtx] = [table(font, 'loca'), table(font, 'glyf'), table(font, 'hmtx')]
  const offset = (glyph: number) => (long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2)
  const wide = table(font, 'hhea').readUInt16BE(34)
  const lastWidth = hmtx.subarray((wide - 1) * 4, (wide - 1) * 4 + 2)
  const glyphs: Glyphs = { data: [], metrics: [], letters: new Map() }
  for (let glyph = 0; glyph < count; glyph++) {
    glyphs.data.push(renumbered(glyf.subarray(offset(glyph), offset(glyph + 1)), before))
    const bearing = wide * 4 + (glyph - wide) * 2
    const metric =
      glyph < wide ? hmtx.subarray(glyph * 4, glyph * 4 + 4) : [lastWidth, hmtx.subarray(bearing, bearing + 2)]
    glyphs.metrics.push(Array.isArray(metric) ? Buffer.concat(metric) : metric)
  }
  for (const [letter, glyph] of lettersOf(table(font, 'cmap'))) glyphs.letters.set(letter, glyph + before)
  return glyphs
}

/** A composite glyph points at others by number. */
function renumbered(glyph: Buffer, before: number): Buffer {
  if (glyph.length === 0 || glyph.readInt16BE(0) >= 0) return glyph
  const copy = Buffer.from(glyph)
  for (let at = 10, more = true; more;) {
    const flags = copy.readUInt16BE(at)
    copy.writeUInt16BE(copy.readUInt16BE(at + 2) + before, at + 2)
    at += 4 + (flags & 0x1 ? 4 : 2)
    if (flags & 0x8) at += 2
    else if (flags & 0x40) at += 4
    else if (flags & 0x80) at += 8
    more = (flags & 0x20) !== 0
  }
  return copy
}

/** Letters and their glyphs, from the table of the basic plane (format 4). */
function lettersOf(cmap: Buffer): Map<number, number> {
  const letters = new Map<number, number>()
  const places = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => cmap.readUInt32BE(8 + index * 8))
  const at = places.find((place) => cmap.readUInt16BE(place) === 4)
  if (at === undefined) throw new Error('the font has no letters of the basic plane')
  const segments = cmap.readUInt16BE(at + 6)
  for (let segment = 0; segment < segments; segment += 2) {
    const end = cmap.readUInt16BE(at + 14 + segment)
    const start = cmap.readUInt16BE(at + 16 + segments + segment)
    const delta = cmap.readUInt16BE(at + 16 + segments * 2 + segment)
    const rangeAt = at + 16 + segments * 3 + segment
    const range = cmap.readUInt16BE(rangeAt)
    for (let letter = start; letter <= end && letter !== 0xffff; letter++) {
      const direct = range === 0 ? letter : cmap.readUInt16BE(rangeAt + range + (letter - start) * 2)
      const glyph = range !== 0 && direct === 0 ? 0 : (direct + delta) & 0xffff
      if (glyph !== 0) letters.set(letter, glyph)
    }
  }
  return letters
}

function glyphTables(glyphs: readonly Buffer[]): { glyf: Buffer; loca: Buffer } {
  const loca = Buffer.alloc((glyphs.length + 1) * 4)
  const pieces: Buffer[] = []
  let offset = 0
  for (const [index, glyph] of glyphs.entries()) {
    const padded = padTo4(glyph)
    pieces.push(padded)
    offset += padded.length
    loca.writeUInt32BE(offset, (index + 1) * 4)
  }
  return { glyf: Buffer.concat(pieces), loca }
}

/** A letter table of format 12, one group for each letter. */
function letterTable(letters: ReadonlyMap<number, number>): Buffer {
  const sorted = [...letters].toSorted(([a], [b]) => a - b)
  const cmap = Buffer.alloc(12 + 16 + sorted.length * 12)
  cmap.writeUInt16BE(1, 2)
  cmap.writeUInt16BE(3, 4)
  cmap.writeUInt16BE(10, 6)
  cmap.writeUInt32BE(12, 8)
  cmap.writeUInt16BE(12, 12)
  cmap.writeUInt32BE(16 + sorted.length * 12, 16)
  cmap.writeUInt32BE(sorted.length, 24)
  for (const [index, [letter, glyph]] of sorted.entries()) {
    cmap.writeUInt32BE(letter, 28 + index * 12)
    cmap.writeUInt32BE(letter, 32 + index * 12)
    cmap.writeUInt32BE(glyph, 36 + index * 12)
  }
  return cmap
}

function largestOf(tables: readonly Buffer[], glyphs: number): Buffer {
  const largest = Buffer.from(tables[0]!)
  for (let at = 6; at + 2 <= largest.length; at += 2) {
    largest.writeUInt16BE(Math.max(...tables.map((one) => one.readUInt16BE(at))), at)
  }
  largest.writeUInt16BE(glyphs, 4)
  return largest
}

function packTables(tables: Tables): Buffer {
  const directory = Buffer.alloc(12 + tables.size * 16)
  const power = 2 ** Math.floor(Math.log2(tables.size))
  directory.writeUInt32BE(0x00010000, 0)
  directory.writeUInt16BE(tables.size, 4)
  directory.writeUInt16BE(power * 16, 6)
  directory.writeUInt16BE(Math.log2(power), 8)
  directory.writeUInt16BE((tables.size - power) * 16, 10)
  const pieces: Buffer[] = [directory]
  let offset = directory.length
  for (const [index, [tag, data]] of [...tables].entries()) {
    const padded = padTo4(data)
    const at = 12 + index * 16
    directory.write(tag, at, 'latin1')
    directory.writeUInt32BE(checksum(padded), at + 4)
    directory.writeUInt32BE(offset, at + 8)
    directory.writeUInt32BE(data.length, at + 12)
    pieces.push(padded)
    offset += padded.length
  }
  return Buffer.concat(pieces)
}

function padTo4(data: Buffer): Buffer {
  const rest = data.length % 4
  return rest === 0 ? data : Buffer.concat([data, Buffer.alloc(4 - rest)])
}

function checksum(data: Buffer): number {
  let sum = 0
  for (let at = 0; at < data.length; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0
  return sum
}
