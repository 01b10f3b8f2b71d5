import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeKey } from '../../platform/key.ts'
import { generate } from '../../seeds/demo/generate.ts'
import { useApi, type Person } from '../api.ts'
import { accessibilityFaults } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { buildWeb } from '../pages.ts'
import { watchPolicy } from '../policy.ts'
import { root } from '../sources.ts'

const api = useApi(() => buildWeb())
let browser: Browser
/** Whoever opens a page, and the pages that they open. */
const visits = new Map<string, string[]>()
const people = new Map<string, Person>()

/** A new page enters by itself: a route that nobody here opens fails. The kit is of demonstrations alone (foundation.test.ts). */
const routes = [...readFileSync(join(root, 'web/routes.tsx'), 'utf8').matchAll(/^ {2}page\(\s*'([^']+)'/gm)]
  .map(([, path]) => path!)
  .filter((path) => path !== '/kit')

beforeAll(async () => {
  browser = await openBrowser()
  await generate(api.database.ownerUrl, { size: 740, seed: 'home', today: '2026-11-25' })
  const { rows } = await sql<{
    school_id: number
    student: string
    class: string
    subject: string
    led: string
    account: string
  }>`
    select s.school_id, c.slug as class, s.slug as subject, h.id as account,
      (select id from student st where st.school_id = s.school_id and st.class_id = c.id order by id limit 1) as student,
      (select l.slug from assignment w join class l on l.school_id = w.school_id and l.id = w.class_id
        where w.person_id = h.person_id and w.kind = 'homeroom' and l.academic_year = 2026 limit 1) as led
    from account k join assignment a on a.person_id = k.person_id and a.kind = 'section'
    join section s on s.school_id = a.school_id and s.id = a.section_id and s.academic_year = 2026
    join class c on c.school_id = s.school_id and c.id = s.class_id cross join account h
    where k.login = 'gv.lan' and h.login = 'gv.ha' order by c.slug limit 1`.execute(api.owner)
  const { rows: children } = await sql<{ child: string }>`
    select s.person_id as child from guardianship g join student s on s.school_id = g.school_id and s.id = g.student_id
    join account a on a.person_id = g.person_id where a.login = 'ph.0900000012' limit 1`.execute(api.owner)
  const { slug: office } = await api.owner
    .selectFrom('unit')
    .select('slug')
    .where('kind', '=', 'department')
    .executeTakeFirstOrThrow()
  const found = rows[0]!
  const child = encodeKey('Child', [children[0]!.child])
  const [year, term] = ['thcs-nguyen-du/2026-2027', 'thcs-nguyen-du/2026-2027/hk1']
  const inClass = `${term}/${found.class}`
  const led = `${term}/${found.led}`
  visits
    .set('', ['/sign-in', '/claim', '/phieu', '/first-password', '/first-run', '/accessibility', '/open'])
    .set('quantri.so', [
      '/',
      '/system',
      '/units',
      '/units/thcs-nguyen-du',
      '/years',
      `/years/${office}`,
      `/accounts/${office}`,
      '/readings',
      '/releases',
      '/requests',
      `/trail/${office}`,
      `/tokens/${office}`,
      '/personal-data',
      '/account',
      '/account/sessions',
      '/notices',
      '/more',
      '/nowhere/at/all/of/it/at',
    ])
    .set('ht.nguyendu', [
      '/',
      `/changes/${year}`,
      `/students/${year}`,
      `/new-student/${year}`,
      `/returns/${year}`,
      `/student/${encodeKey('Student', [found.school_id, found.student])}`,
      `/classes/${year}`,
      `/assignments/${year}`,
      `/import/${year}`,
      '/staff/thcs-nguyen-du',
      `/accounts/thcs-nguyen-du/${encodeKey('Account', [found.account])}`,
      `/books/${term}`,
      `/results/${term}`,
      `/titles/${term}`,
      `/results/${inClass}`,
      `/reports/${term}`,
      `/reports/${inClass}`,
      `/guardians/${year}/${found.class}`,
    ])
    .set('gv.lan', ['/', '/my-books', `/${inClass}/${found.subject}`, `/import/${inClass}/${found.subject}`])
    .set('gv.ha', ['/', `/guardians/${led}`, `/absences/${year}/${found.led}`, `/absences/${led}`, `/conduct/${led}`])
    .set('cv.thcs', [
      '/',
      '/figures',
      '/figures/heat',
      '/figures/spread',
      '/returns',
      '/yearbook',
      '/unfinished',
      '/students',
    ])
    .set('ph.0900000012', ['/child', `/child/${child}`, `/child/${child}/2026-2027`])
  for (const login of visits.keys()) {
    if (!login) continue
    const { id } = await api.owner
      .selectFrom('account')
      .select('id')
      .where('login', '=', login)
      .executeTakeFirstOrThrow()
    people.set(login, await api.as(id))
  }
}, 120_000)
afterAll(() => browser.close())

test('every page of the product is among those that are opened here', () => {
  const opened = [...visits.values()].flat()
  const patterns = routes.map((path) => ({
    path,
    fits: new RegExp(`^${path.replaceAll(/\/:\w+\?/g, '(?:/[^/]+)?').replaceAll(/:\w+/g, '[^/]+')}$`),
  }))
  const met = new Set(opened.map((path) => patterns.find(({ fits }) => fits.test(path))?.path))
  expect(routes.length).toBeGreaterThan(45)
  expect(routes.filter((path) => !met.has(path))).toEqual([])
})

const ways: ['vi' | 'en', BrowserContextOptions][] = [
  ['vi', { locale: 'vi-VN', viewport: { width: 1366, height: 768 } }],
  ['en', { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 1366, height: 768 } }],
]

/** Opens the pages of a person one after the other, and gives what is wrong with each. */
async function faultsOf(
  login: string,
  paths: readonly string[],
  [language, options]: (typeof ways)[number],
): Promise<string[]> {
  const faults: string[] = []
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  await context.addInitScript(`localStorage.setItem('language', '${language}')`)
  const person = people.get(login)
  if (person) await context.addCookies([{ ...person.cookie, url: api.url }])
  const page = await context.newPage()
  const reported = await watchPolicy(page)
  for (const path of paths) {
    await page.goto(`${api.url}${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('.sk, main[aria-busy="true"]').first().waitFor({ state: 'detached' })
    expect(await page.evaluate('document.documentElement.lang'), path).toBe(language)
    for (const fault of [...(await accessibilityFaults(page)), ...reported.splice(0).map((line) => `policy ${line}`)])
      faults.push(`${language} ${login} ${path}: ${fault}`)
  }
  await context.close()
  return faults
}

/** Each page in both ways takes minutes: that is the long form. The short one opens each once, the ways in turns. */
const bothWays = process.env.BOTH_WAYS === '1'

test('no page has a fault for who does not see it or uses no mouse, in Vietnamese and the light or in English and the dark; none breaks its own security policy', async () => {
  const faults = await Promise.all(
    ways.map(async (way, turn) => {
      const found: string[] = []
      for (const [login, paths] of visits) {
        const own = bothWays ? paths : paths.filter((_, index) => index % 2 === turn)
        found.push(...(await faultsOf(login, own, way)))
      }
      return found
    }),
  )
  expect(faults.flat()).toEqual([])
}, 600_000)
