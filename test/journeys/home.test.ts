import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { generate } from '../../seeds/demo/generate.ts'
import { useApi } from '../api.ts'
import { accessibilityFaults, sidewaysBy } from '../axe.ts'
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

async function open(login: string, path: string): Promise<Page> {
  const { id } = await api.owner.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow()
  const context = await browser.newContext({
    locale: 'vi-VN',
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ ...(await api.as(id)).cookie, url: api.url }])
  const page = await context.newPage()
  // The day of the server, so that what was done "within a day" is.
  await page.clock.setFixedTime(new Date('2026-11-25T03:00:00Z'))
  await page.goto(`${api.url}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

/** The page is readable for everybody, in both lights and at the width of a phone. */
async function sound(login: string, path: string, seen: (page: Page) => Promise<void>): Promise<void> {
  const page = await open(login, path)
  await seen(page)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 360, height: 740 })
  await seen(page)
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await sidewaysBy(page)).toBe(0)
}

test('a teacher comes to the marks that are due and is in the grid with one press', async () => {
  const { rows } = await sql<{ login: string }>`
    select k.login from section_tally t join assignment a on a.school_id = t.school_id and a.section_id = t.section_id and a.answers and coalesce(a.valid_to, '2027-05-31') >= '2026-11-25'
    join account k on k.person_id = a.person_id
    where t.academic_year = 2026 and t.term = 1 and t.state = 'open' and t.midterm_entered < t.pupils - t.exempt order by k.login limit 1`.execute(
    api.owner,
  )
  const page = await open(rows[0]!.login, '/')
  const work = page.getByRole('region', { name: 'Cần làm' })
  await work
    .getByText(/^Điểm giữa kì/)
    .first()
    .waitFor()
  await work.getByRole('link', { name: /^Nhập/ }).first().click()
  await page.getByRole('grid').waitFor()
  await sound('gv.lan', '/', (it) => it.locator('main').getByText('Sổ điểm tôi dạy').waitFor())
})

test('a homeroom teacher sees the own class, each line with its page', async () => {
  const page = await open('gv.ha', '/')
  const own = page.getByRole('region', { name: /^Chủ nhiệm 9A/ })
  await own.getByRole('link', { name: 'Ghi buổi nghỉ' }).click()
  await page.waitForURL(/\/absences\/thcs-nguyen-du\/2026-2027\/hk1\/9a\d$/)
  await sound('gv.ha', '/', (it) => it.getByText('chưa đánh giá').waitFor())
})

test('a principal sees exceptions first, reminds the teachers, and opens the list behind a number', async () => {
  const page = await open('ht.nguyendu', '/')
  const exceptions = page.getByRole('region', { name: 'Cần xem' })
  await exceptions.getByText(/sổ chưa đủ điểm giữa kì/).waitFor()
  await exceptions.getByRole('button', { name: /^Nhắc \d+ người$/ }).click()
  await exceptions.getByText(/^Đã nhắc lúc/).waitFor()
  const { rows } = await sql<{
    n: number
  }>`select count(*)::integer as n from notice where text_key = 'book.notice_reminder'`.execute(api.owner)
  expect(rows[0]!.n).toBeGreaterThan(0)
  await page.getByRole('img', { name: /Phân bố điểm giữa kì Toán khối 9/ }).waitFor()
  await page.getByRole('button', { name: 'Toán' }).click()
  await page.getByRole('menuitemradio', { name: 'Ngữ văn' }).click()
  await page.getByRole('img', { name: /Phân bố điểm giữa kì Ngữ văn khối 9/ }).waitFor()
  await page.getByRole('link', { name: /Điểm giữa kì đã vào sổ/ }).click()
  await page.waitForURL('**/books/thcs-nguyen-du/2026-2027/hk1')
  await sound('ht.nguyendu', '/', (it) => it.getByText('Buổi nghỉ trong tháng').waitFor())
  await sound('ht.nguyendu', '/changes/thcs-nguyen-du/2026-2027', (it) =>
    it.getByRole('heading', { name: 'Điểm sửa sau khi khoá sổ' }).waitFor(),
  )
})

test('an officer goes from the province to the class and back, and the address says where', async () => {
  const page = await open('cv.thcs', '/')
  await page.getByText(/trường chưa đủ điểm giữa kì/).waitFor()
  await page.getByRole('link', { name: 'Mở số liệu' }).click()
  await page.getByRole('heading', { name: /học sinh đạt mức Tốt hoặc Khá, (tăng|giảm)/ }).waitFor()
  await page.getByRole('link', { name: 'Phường Hoà An' }).click()
  await page.getByRole('heading', { name: /ở Phường Hoà An/ }).waitFor()
  await page.getByRole('link', { name: 'THCS Nguyễn Du' }).click()
  await page.getByRole('link', { name: 'Khối 9' }).click()
  await page.getByRole('rowheader', { name: '9A1' }).waitFor()
  expect(new URL(page.url()).searchParams.toString()).toContain('school=thcs-nguyen-du&grade=9&by=class')
  const names = await sql<{ full_name: string }>`select distinct full_name from student`.execute(api.owner)
  const text = await page.locator('main').innerText()
  expect(names.rows.filter(({ full_name }) => text.includes(full_name))).toEqual([])
  await page.getByRole('navigation', { name: 'Phạm vi' }).getByRole('link', { name: 'Toàn tỉnh' }).click()
  await page.getByRole('link', { name: 'Xã Bình Sơn' }).waitFor()
  await page.goBack()
  await page.getByRole('rowheader', { name: '9A1' }).waitFor()
})

test('a filter and the table alone are in the address, and the file asks the same', async () => {
  const page = await open('cv.thcs', '/figures?level=lower')
  await page.getByRole('button', { name: /^Giới/ }).click()
  await page.getByRole('menuitemradio', { name: 'Nữ' }).click()
  await page.getByRole('heading', { name: /học sinh THCS nữ/ }).waitFor()
  await page.getByRole('button', { name: 'Chỉ bảng' }).click()
  expect(await page.getByText('Mỗi chấm là một').count()).toBe(0)
  expect(new URL(page.url()).search).toBe('?level=lower&sex=2&view=table')
  await page.getByRole('button', { name: 'Xuất' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Bảng chữ (.csv)' }).click(),
  ])
  const table = await readFile(await download.path(), 'utf8')
  const shown = await page.getByRole('row', { name: /^Xã Bình Sơn/ }).innerText()
  const line = table.split('\r\n').find((it) => it.startsWith('Xã Bình Sơn;'))!
  expect(shown).toContain(line.split(';')[5])
  await sound('cv.thcs', '/figures?level=lower', (it) => it.getByRole('rowheader', { name: 'Toàn tỉnh' }).waitFor())
})

test('marks that nobody has locked are told as progress, not averaged', async () => {
  const page = await open('cv.thcs', '/figures?indicator=final_mean&year=2026&term=1')
  await page.getByRole('heading', { name: 'Chưa có gì được tính' }).waitFor()
  await page.getByRole('link', { name: 'Xem tiến độ' }).click()
  await page.getByRole('heading', { name: /điểm giữa kì đã vào sổ/ }).waitFor()
})

test('an officer reminds a school once, and the page remembers it', async () => {
  const page = await open('cv.thcs', '/unfinished')
  const school = page.getByRole('row', { name: /THCS Nguyễn Du/ })
  await school.getByRole('button', { name: 'Nhắc' }).click()
  await school.getByText(/^Đã nhắc/).waitFor()
  await page.reload()
  await page
    .getByRole('row', { name: /THCS Nguyễn Du/ })
    .getByText(/^Đã nhắc/)
    .waitFor()
  await sound('xa.hoaan', '/unfinished', (it) => it.getByText('THCS Trần Phú').waitFor())
  await sound('cv.thcs', '/', (it) => it.getByText('Được lên lớp').waitFor())
})

test('an administrator begins with what is unfinished in setting up', async () => {
  await api.owner
    .insertInto('academic_year')
    .values({ year: 2027, starts_on: '2027-09-05', ends_on: '2028-05-31' })
    .execute()
  await sound('quantri.so', '/', (it) => it.getByText('chưa có học kì').first().waitFor())
})

test('an administrator sees how the system is; the page refreshes itself, and leaves off where nobody is', async () => {
  await sound('quantri.so', '/system', (it) => it.getByRole('heading', { name: 'Chứng thư của địa chỉ' }).waitFor())
  const page = await open('quantri.so', '/')
  await page.clock.install({ time: new Date('2026-11-25T03:00:00Z') })
  await page.goto(`${api.url}/system`)
  await page.getByText('Trang tự làm mới').waitFor()
  const [asked] = await Promise.all([
    page.waitForRequest((request) => request.postData()?.includes('SystemState') ?? false),
    page.clock.runFor(10_100),
  ])
  expect(asked.url()).toBe(`${api.url}/graphql`)
  await page.clock.fastForward(660_000)
  await page.getByText('dừng tự làm mới').waitFor()
  await page.keyboard.press('Shift')
  await page.getByText('Trang tự làm mới').waitFor()
})

test('a parent is led to the child', async () => {
  const page = await open('ph.0900000012', '/')
  await page.waitForURL('**/child')
})
