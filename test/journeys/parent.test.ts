import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../../modules/identity/sessions.ts'
import { encodeChild } from '../../modules/students/family/keys.ts'
import { frozenNow, useApi, type Person } from '../api.ts'
import { accessibilityFaults, sidewaysBy } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { aClass, anAssignment, aParent, aProvince, aPupil, aSchool, aSection, aTeacher, thisYear } from '../make.ts'
import { buildWeb } from '../pages.ts'
import { openAs } from './gradebook-story.ts'

const api = useApi(buildWeb)
const password = 'truong-2026-thu'
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }
const dark: BrowserContextOptions = { colorScheme: 'dark' }
let browser: Browser
let mother: Person
let principal: Person
let login: string
let slug: string
let son: string
let maths: string
let student_id: string
let lanAccount: string

beforeAll(async () => {
  browser = await openBrowser()
  const { owner } = api
  const { commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  slug = (await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow()).slug
  const class_id = await aClass(owner, school_id, '9A2')
  const lan = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  lanAccount = lan.account_id
  await anAssignment(owner, school_id, thisYear, lan, { class_id })
  await owner.updateTable('staff').set({ sex: 2 }).where('person_id', '=', lan.person_id).execute()
  maths = await aSection(owner, school_id, class_id, 'TOAN', lan)
  for (const subject of ['NGU_VAN', 'KHTN', 'GDTC']) await aSection(owner, school_id, class_id, subject)
  const an = await aPupil(owner, school_id, class_id, 'Nguyễn Minh Khôi')
  const sister = await aPupil(owner, school_id, await aClass(owner, school_id, '6A1'), 'Nguyễn An Nhiên')
  for (const name of ['Hà Văn Bình', 'Đỗ Thị Cúc']) await aPupil(owner, school_id, class_id, name)
  son = encodeChild(an.person_id)
  student_id = an.student_id
  const parent = await aParent(owner, school_id, an, 'Lê Thị Mai')
  await sql`insert into guardianship (school_id, student_id, child_id, person_id, kind, full_name, claimed_at, valid_from)
    values (${school_id}, ${sister.student_id}, ${sister.person_id}, ${parent.person_id}, 'mother', 'Lê Thị Mai', ${frozenNow}, '2026-09-01')`.execute(
    owner,
  )
  const account = await owner
    .updateTable('account')
    .set({ password_hash: await hashPassword(password) })
    .where('id', '=', parent.account_id)
    .returning('login')
    .executeTakeFirstOrThrow()
  login = account.login
  await sql`insert into subject_result (school_id, academic_year, student_id, section_id, term, class_id, person_id, regular_1, regular_2, midterm, final, comment, rule_version)
    values (${school_id}, ${thisYear}, ${an.student_id}, ${maths}, 1, ${class_id}, ${an.person_id}, 80, 85, 75, 99, 'Trình bày rõ.', 'test')`.execute(
    owner,
  )
  for (const [kind, position] of [
    ['regular', 1],
    ['regular', 2],
    ['midterm', 1],
  ] as const)
    await sql`insert into assessment_column (school_id, academic_year, section_id, term, kind, position, published_at, published_by)
      values (${school_id}, ${thisYear}, ${maths}, 1, ${kind}, ${position}, ${new Date(frozenNow.getTime() - 86_400_000)}, ${lan.account_id})`.execute(
      owner,
    )
  await sql`insert into absence (school_id, academic_year, student_id, person_id, class_id, month, excused, unexcused)
    values (${school_id}, ${thisYear}, ${an.student_id}, ${an.person_id}, ${class_id}, '2026-10-01', 2, 1)`.execute(
    owner,
  )
  mother = await api.as(parent.account_id)
  principal = await api.as((await aTeacher(owner, school_id, 'Phạm Quốc Hùng', 'principal')).account_id)
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

const open = (person: Person, path: string, options: BrowserContextOptions = {}) =>
  openAs(browser, api, person, path, options)
const card = (page: Page, name: string) => page.locator('.subject', { has: page.getByRole('heading', { name }) })

test('a parent signs in on a phone and reads the first mark, with at most 150 kB of script and style', async () => {
  const context = await browser.newContext({ locale: 'vi-VN', ...phone })
  const page = await context.newPage()
  const sizes = new Map<string, number>()
  page.on('requestfinished', async (request) => {
    if (!['script', 'stylesheet'].includes(request.resourceType()) || sizes.has(request.url())) return
    sizes.set(request.url(), 0)
    sizes.set(request.url(), (await request.sizes()).responseBodySize)
  })
  await page.goto(`${api.url}/child`)
  await page.getByLabel('Số điện thoại hoặc tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByText('Toán – giữa kì I: 7,5').waitFor()
  await page.waitForLoadState('networkidle')
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes).toBeLessThanOrEqual(150_000)
})

test('a card says in words what is there, what is not, and why the average is what it is', async () => {
  const page = await open(mother, `/child/${son}`, phone)
  const own = card(page, 'Toán')
  await own.locator('b', { hasText: '7,5' }).waitFor()
  expect(await own.locator('dl').first().innerText()).toMatch(
    /Thường xuyên\s+8,0\s*8,5\s+Giữa kì I\s+7,5\s+Cuối kì I\s+chưa có/,
  )
  expect(await own.innerText()).not.toContain('9,9')
  await own.getByText('Vì sao là 7,9?').click()
  await own.getByText('(8,0 + 8,5 + 2 × 7,5) ÷ 4 = 7,875, làm tròn 7,9').waitFor()
  await own.getByText('Giữa kì I: công bố 24/11/2026, cô Lan').waitFor()
  expect(await card(page, 'Ngữ văn').innerText()).not.toMatch(/\d/)
  await page.getByText('Nghỉ 3 buổi: 2 có phép, 1 không phép.').waitFor()
  expect(await page.locator('main').innerText()).not.toMatch(/hạng \d|xếp thứ/i)
})

test('one goes from child to child under one sign-in, and back', async () => {
  const page = await open(mother, `/child/${son}`, phone)
  await page.getByRole('heading', { name: 'Nguyễn Minh Khôi' }).waitFor()
  await page.getByRole('link', { name: /Nhiên/ }).click()
  await page.getByRole('heading', { name: 'Nguyễn An Nhiên' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Nguyễn Minh Khôi' }).waitFor()
})

test('what changed since the last visit is marked, a corrected mark with both values and why', async () => {
  const later = (days: number) => api.at(new Date(frozenNow.getTime() + days * 86_400_000))
  later(1)
  const first = await open(mother, `/child/${son}`)
  await card(first, 'Toán').waitFor()
  await first.waitForTimeout(200)
  await sql`update subject_result set regular_2 = 90 where section_id = ${maths} and student_id = ${student_id}`.execute(
    api.owner,
  )
  await sql`insert into mark_change (school_id, academic_year, section_id, student_id, person_id, term, "column", before, after, at, account_id, account_name, change_id, reason, published)
    select school_id, academic_year, section_id, student_id, person_id, term, 'regular_2', '8.5', '9.0', ${new Date(frozenNow.getTime() + 1.5 * 86_400_000)}, ${lanAccount}, 'Trần Thị Thu Lan', uuidv7(), 'cộng sót câu 3b', true
    from subject_result where section_id = ${maths} and student_id = ${student_id} and term = 1`.execute(api.owner)
  later(2)
  const page = await open(mother, `/child/${son}`)
  await page.getByRole('heading', { name: '1 điều mới' }).waitFor()
  expect(await page.locator('.news').innerText()).toContain('Toán – thường xuyên 2: 9,0, sửa từ 8,5')
  expect(await card(page, 'Toán').locator('.tag').innerText()).toBe('mới')
  expect(await card(page, 'Toán').locator('.fix').innerText()).toBe(
    'Thường xuyên 2 sửa từ 8,5 thành 9,0 ngày 26/11. Lí do: Cộng sót câu 3b. Người sửa: cô Lan.',
  )
  expect(await card(page, 'Ngữ văn').locator('.tag').count()).toBe(0)
  api.at(frozenNow)
})

test("the family's pages are readable by everybody, light and dark, wide and narrow, in large text", async () => {
  for (const path of ['/child', `/child/${son}`, `/child/${son}/2026-2027`])
    for (const options of [{}, dark, phone]) {
      const page = await open(mother, path, options)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page
        .getByText(/Toán|Nhiên/)
        .first()
        .waitFor()
      expect(await accessibilityFaults(page), path).toEqual([])
      expect(await sidewaysBy(page), path).toBe(0)
    }
  const page = await open(mother, `/child/${son}`, phone)
  await page.getByRole('heading', { name: 'Nguyễn Minh Khôi' }).waitFor()
  const before = await page
    .getByRole('heading', { level: 1 })
    .evaluate((heading) => heading.getBoundingClientRect().height)
  await page.getByRole('button', { name: 'Chữ to' }).click()
  expect(await page.getByRole('button', { name: 'Chữ to' }).getAttribute('aria-pressed')).toBe('true')
  const after = await page
    .getByRole('heading', { level: 1 })
    .evaluate((heading) => heading.getBoundingClientRect().height)
  expect(after).toBeGreaterThan(before * 1.2)
  expect(await sidewaysBy(page)).toBe(0)
})

test('the whole year is one A4 page on paper, without what belongs to the screen', async () => {
  const page = await open(mother, `/child/${son}`)
  await page.getByRole('link', { name: 'Phiếu cả năm để in' }).click()
  await page.getByRole('heading', { name: 'KẾT QUẢ HỌC TẬP VÀ RÈN LUYỆN' }).waitFor()
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: 'In' }).isVisible()).toBe(false)
  const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true })
  expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
})

test("another family's child and a page without children say so", async () => {
  const page = await open(principal, '/child')
  await page.getByText('Chưa có em nào gắn với tài khoản này').waitFor()
  await page.goto(`${api.url}/child/Q2hpbGQ6MDE5MDAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAx`)
  await page.getByText('Không có mục này').waitFor()
})

test('a principal exports the cards of the school, sees them counted, and fetches the file', async () => {
  const page = await open(principal, `/reports/${slug}/2026-2027/hk1`)
  await page.getByLabel('Cả trường').check()
  await page.getByRole('button', { name: 'Xuất 2 lớp' }).click()
  await page.getByText('Đủ 4 / 4').waitFor({ timeout: 30_000 })
  const fetched = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tải tệp', exact: true }).click()
  const file = join(mkdtempSync(join(tmpdir(), 'report-')), 'cards.pdf')
  await (await fetched).saveAs(file)
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
})

test('the pages of forms are readable by everybody, and a form is drawn as it is printed', async () => {
  for (const options of [{}, dark, phone]) {
    const page = await open(principal, `/reports/${slug}/2026-2027/hk1`, options)
    await page.getByLabel('Cả trường').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await sidewaysBy(page)).toBe(0)
  }
  for (const form of ['card', 'summary', 'book', 'titles']) {
    const page = await open(principal, `/reports/${slug}/2026-2027/hk1/9a2?form=${form}`)
    await page.locator('.paper').first().waitFor()
    expect(await accessibilityFaults(page), form).toEqual([])
  }
})

test('a mother tells the school what is wrong in a record, the principal answers, and she reads it', async () => {
  const page = await openAs(browser, api, mother, '/child', phone)
  await page.getByRole('link', { name: 'Báo điều chưa đúng trong hồ sơ' }).click()
  await page.getByRole('heading', { name: 'Gửi yêu cầu mới' }).waitFor()
  await page.getByRole('button', { name: 'Gửi cho trường' }).click()
  await page.getByText('Viết điều bạn muốn trường làm.').waitFor()
  await page.getByLabel('Về học sinh').selectOption({ label: 'Nguyễn Minh Khôi' })
  await page.getByLabel('Nội dung').fill('Ngày sinh của cháu là 05/06/2012.')
  await page.getByLabel('Về', { exact: true }).selectOption({ label: 'Ngày sinh, nơi sinh' })
  await page.getByRole('button', { name: 'Gửi cho trường' }).click()
  await page.getByText('Trả lời trước hết ngày 27/11/2026', { exact: true }).waitFor()
  expect([await accessibilityFaults(page), await sidewaysBy(page)]).toEqual([[], 0])
  await shot(page, 'requests-mother')

  const desk = await openAs(browser, api, principal, '/notices', { viewport: { width: 1366, height: 768 } })
  await desk.getByText('Lê Thị Mai đề nghị sửa hồ sơ').waitFor()
  await desk.getByRole('link', { name: 'Xem' }).click()
  await desk.getByText('Đề nghị sửa: Ngày sinh, nơi sinh').waitFor()
  expect([await accessibilityFaults(desk), await sidewaysBy(desk)]).toEqual([[], 0])
  await shot(desk, 'requests-principal')
  await desk.getByRole('button', { name: 'Đã làm, trả lời' }).click()
  await desk.getByRole('dialog').getByRole('textbox').fill('Trường đã sửa theo giấy khai sinh.')
  expect(await accessibilityFaults(desk)).toEqual([])
  await desk.getByRole('dialog').getByRole('button', { name: 'Đã làm, trả lời' }).click()
  await desk.getByText('Không có yêu cầu nào chờ trả lời.').waitFor()

  const again = await openAs(browser, api, mother, '/requests', dark)
  await again.getByText('Trường đã sửa theo giấy khai sinh.').waitFor()
  expect(await accessibilityFaults(again)).toEqual([])
  await shot(again, 'requests-dark')
})

const shot = (page: Page, name: string) =>
  process.env.SHOTS ? page.screenshot({ path: `${process.env.SHOTS}/${name}.png` }) : undefined
