import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type LaunchOptions } from 'playwright-core'

/** A headless Chromium: the one named, else the system's where there is one, else the one that npm has brought along
 * (which `CHROME_PATH=packaged` asks for by name). */
export async function openBrowser(path = process.env.CHROME_PATH ?? '/usr/bin/chromium'): Promise<Browser> {
  if (existsSync(path)) return chromium.launch({ executablePath: path })
  if (process.env.CHROME_PATH && path !== 'packaged') throw new Error(`There is no browser at CHROME_PATH=${path}`)
  return chromium.launch(await packaged())
}

const cache = resolve(import.meta.dirname, '../node_modules/.cache')

/** The package is made for a cloud function. Here its libraries are given to the browser alone, and fontconfig gets a
 * file of its own: without one every text is drawn as nothing, and no error says so. */
async function packaged(): Promise<LaunchOptions> {
  const place = join(cache, 'chromium-153')
  if (!existsSync(place)) await unpack(place)
  return {
    executablePath: join(place, 'chromium'),
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(place, 'al2023/lib'),
      FONTCONFIG_FILE: join(place, 'fonts.conf'),
    },
  }
}

async function unpack(place: string): Promise<void> {
  mkdirSync(cache, { recursive: true })
  const half = mkdtempSync(join(cache, 'chromium-half-'))
  const { TMPDIR } = process.env
  process.env.TMPDIR = half // inflate() writes into os.tmpdir()
  try {
    const { inflate } = await import('@sparticuz/chromium')
    const bin = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '../bin')
    const parts = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']
    await Promise.all(parts.map((part) => inflate(join(bin, part))))
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
  const fonts = `<dir>${place}/fonts</dir><cachedir>${place}/fonts-cache</cachedir>`
  writeFileSync(
    join(half, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${fonts}</fontconfig>`,
  )
  try {
    renameSync(half, place)
  } catch {
    rmSync(half, { recursive: true }) // another process was first
  }
}
