import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { generate } from '../../seeds/demo/generate.ts'
import { demoPassword } from '../../seeds/demo/known.ts'
import { useApi } from '../api.ts'
import { openBrowser } from '../browser.ts'
import { buildWeb } from '../pages.ts'

const api = useApi(() => buildWeb())
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
  await generate(api.database.ownerUrl, { size: 740, seed: 'home', today: '2026-11-25' })
}, 120_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

/** The words of what has the keys now, and whether it is seen that it has them. */
interface Focused {
  words: string
  seen: boolean
}

const focused = (page: Page): Promise<Focused> =>
  page.evaluate(`(() => {
    const it = document.activeElement
    // In a grid the cell around the field shows it, by a frame that is drawn over it.
    const cell = it.closest('td')
    const framed = cell !== null && parseFloat(getComputedStyle(cell, '::before').borderTopWidth) >= 2
    const style = getComputedStyle(it)
    const words = it.getAttribute('aria-label') ?? it.labels?.[0]?.innerText ?? it.innerText ?? ''
    const seen = it === document.body || framed || style.outlineStyle !== 'none' || style.boxShadow !== 'none'
    return { words: words.replaceAll(/\\s+/g, ' ').trim(), seen }
  })()`)

/** Presses Tab until what is looked for has the keys, at most once around the page; each step on the way must be seen. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const met: string[] = []
  for (let step = 0; step < 150; step++) {
    await page.keyboard.press('Tab')
    const { words, seen } = await focused(page)
    expect(seen, `it is not seen that "${words}" has the keys`).toBe(true)
    if (wanted.test(words)) return
    met.push(words)
  }
  throw new Error(`no way to ${String(wanted)} by Tab; met: ${met.slice(0, 60).join(' | ')}`)
}

/** Signs in on the real page, without a mouse. */
async function signIn(login: string): Promise<Page> {
  const context = await browser.newContext({
    locale: 'vi-VN',
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.clock.setFixedTime(new Date('2026-11-25T03:00:00Z'))
  await page.goto(api.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await tabTo(page, /^Số điện thoại hoặc tên đăng nhập/)
  await page.keyboard.type(login)
  await tabTo(page, /^Mật khẩu/)
  await page.keyboard.type(demoPassword)
  await page.keyboard.press('Enter')
  return page
}

test('a teacher goes from signing in to a saved mark by keys alone', async () => {
  const { rows } = await sql<{ login: string }>`
    select k.login from section_tally t join assignment a on a.school_id = t.school_id and a.section_id = t.section_id and a.answers and coalesce(a.valid_to, '2027-05-31') >= '2026-11-25'
    join account k on k.person_id = a.person_id
    where t.academic_year = 2026 and t.term = 1 and t.state = 'open' and t.midterm_entered < t.pupils - t.exempt order by k.login limit 1`.execute(
    api.owner,
  )
  const page = await signIn(rows[0]!.login)
  await page.getByRole('region', { name: 'Cần làm' }).waitFor()
  await tabTo(page, /^Nhập/)
  await page.keyboard.press('Enter')
  await page.getByRole('grid').waitFor()
  await page.locator('[data-row="0"]').waitFor()
  const before = await sql<{ n: number }>`select count(*)::integer as n from mark_change`.execute(api.owner)
  await tabTo(page, /, giữa kì/)
  await page.keyboard.type('8,5')
  await page.keyboard.press('Enter')
  await page.locator('.save-words .good').waitFor()
  const after = await sql<{ n: number }>`select count(*)::integer as n from mark_change`.execute(api.owner)
  expect(after.rows[0]!.n).toBe(before.rows[0]!.n + 1)
})

test('a principal skips the frame, reminds the teachers and comes to the books by keys alone', async () => {
  const page = await signIn('ht.nguyendu')
  await page.getByRole('region', { name: 'Cần xem' }).waitFor()
  await tabTo(page, /^Đến nội dung chính$/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^Nhắc \d+ người$/)
  await page.keyboard.press('Enter')
  await page.getByText(/^Đã nhắc lúc/).waitFor()
  await tabTo(page, /^Sổ điểm, khoá sổ/)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/books/thcs-nguyen-du/2026-2027/hk1')
  await expect.poll(() => focused(page)).toMatchObject({ words: expect.stringMatching(/^Sổ điểm/) })
})

test('an officer opens the figures, narrows them by a menu and goes into a commune by keys alone', async () => {
  const page = await signIn('cv.thcs')
  await page.getByRole('link', { name: 'Mở số liệu' }).waitFor()
  await tabTo(page, /^Mở số liệu$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /học sinh .*đạt mức Tốt hoặc Khá/ }).waitFor()
  await tabTo(page, /^Giới/)
  await page.keyboard.press('ArrowDown')
  await page.getByRole('menuitemradio', { name: 'Nữ' }).waitFor()
  for (let step = 0; step < 5 && (await focused(page)).words !== 'Nữ'; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /nữ/ }).waitFor()
  await tabTo(page, /^Phường Hoà An$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /ở Phường Hoà An/ }).waitFor()
})

test('a parent reads why an average is what it is, in large text, by keys alone', async () => {
  const page = await signIn('ph.0900000012')
  await page.waitForURL('**/child**')
  await page.getByRole('button', { name: 'Chữ to' }).waitFor()
  await tabTo(page, /^Chữ to$/)
  await page.keyboard.press('Enter')
  expect(await page.getByRole('button', { name: 'Chữ to' }).getAttribute('aria-pressed')).toBe('true')
  await tabTo(page, /^Vì sao/)
  await page.keyboard.press('Enter')
  expect(await page.locator('details[open]').count()).toBeGreaterThan(0)
})
