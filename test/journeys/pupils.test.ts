import ExcelJS from 'exceljs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { encodeStudent } from '../../modules/students/keys.ts'
import { useApi, type Person } from '../api.ts'
import { accessibilityFaults, sidewaysBy } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { aClass, aProvince, aPupil, aSchool, aTeacher, anAssignment, thisYear } from '../make.ts'
import { buildWeb } from '../pages.ts'
import { openAs } from './gradebook-story.ts'

const api = useApi(buildWeb)
let browser: Browser
let office: Person
let homeroom: Person
let slug: string
let record: string

beforeAll(async () => {
  browser = await openBrowser()
  const { owner } = api
  const { commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  slug = (await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow()).slug
  const class_id = await aClass(owner, school_id, '9A2')
  await aClass(owner, school_id, '9A3')
  for (const name of ['Lê Văn An', 'Đặng Thị Ân', 'Phạm Văn Bình']) {
    const { student_id } = await aPupil(owner, school_id, class_id, name)
    if (name === 'Lê Văn An') record = encodeStudent({ school_id, student_id })
  }
  const lead = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  await anAssignment(owner, school_id, thisYear, lead, { class_id })
  office = await api.as((await aTeacher(owner, school_id, 'Hà Thị Giáo Vụ', 'school_administrator')).account_id)
  homeroom = await api.as(lead.account_id)
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

/** Waits longer than a busy machine takes. */
const eventually = <Value>(value: () => Value | Promise<Value>) => expect.poll(value, { timeout: 15_000 })
const open = (person: Person, path: string, options: Parameters<typeof openAs>[4] = {}) =>
  openAs(browser, api, person, path, options)

async function isFit(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await sidewaysBy(page)).toBe(0)
}

test("the school's own list is uploaded, a column is matched by hand, written, seen in the list and taken back", async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('DS')
  sheet.addRow(['DANH SÁCH HỌC SINH'])
  sheet.addRow(['TT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp', 'Bố cháu'])
  sheet.addRow([1, 'Lò Thị Mai', '05/09/2012', 'Nữ', '9A3', 'Lò Văn Bun'])
  sheet.addRow([2, 'Vừ A Dế', '31/02/2012', 'Nam', '9A3', null])
  const buffer = Buffer.from(await book.xlsx.writeBuffer())

  const page = await open(office, `/students/${slug}/2026-2027`)
  await page.getByRole('link', { name: 'Nhập từ Excel' }).click()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'ds.xlsx', mimeType: 'application/octet-stream', buffer })
  await page.getByRole('heading', { name: 'Xem trước' }).waitFor()
  await page.locator('.import-match summary').click()
  await page.getByLabel('Cột “Bố cháu” là').selectOption({ label: 'Họ tên cha' })
  await page.getByRole('button', { name: 'Đọc lại với các cột này' }).click()
  await eventually(() => page.locator('.import-match').count()).toBe(0)
  expect(await page.locator('.import-summary').textContent()).toMatch(/^1.*0.*1.*0/s)
  await isFit(page)
  await page.getByRole('button', { name: /^Ghi/ }).click()
  await page
    .getByRole('button', { name: /Hoàn tác/ })
    .first()
    .waitFor()

  const list = await open(office, `/students/${slug}/2026-2027?words=lo+thi`)
  await list.getByRole('link', { name: 'Lò Thị Mai' }).click()
  await list.getByText('Lò Văn Bun').waitFor()

  await page.bringToFront()
  await page
    .getByRole('button', { name: /Hoàn tác/ })
    .first()
    .click()
  await expect
    .poll(async () => api.owner.selectFrom('student').select('id').where('full_name', '=', 'Lò Thị Mai').execute())
    .toEqual([])
})

test('a record is altered in place with its refusal beside the field, and a change of class is undone', async () => {
  const page = await open(office, `/student/${record}`)
  await page.getByRole('button', { name: 'Sửa Định danh' }).click()
  await page.getByLabel('Số định danh cá nhân').fill('12345')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Cần 12 chữ số, mới có 5').waitFor()
  expect(await page.getByLabel('Số định danh cá nhân').inputValue()).toBe('12345')
  await isFit(page)
  await page.getByLabel('Số định danh cá nhân').fill('001312000111')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('001312000111').waitFor()

  await page.getByRole('button', { name: 'Chuyển, nghỉ' }).click()
  await page.getByRole('menuitem', { name: 'Chuyển lớp' }).click()
  await page.getByRole('dialog').getByLabel('Lớp', { exact: true }).selectOption({ label: '9A3 · 0 học sinh' })
  await page.getByRole('dialog').getByRole('button', { name: 'Chuyển lớp' }).click()
  await page.getByRole('status').getByText('Đã chuyển lớp cho Lê Văn An').waitFor()
  await page.getByRole('status').getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByRole('status').getByText('Đã hoàn tác').waitFor()
  await page.getByRole('button', { name: 'Xem ai đã sửa gì' }).click()
  await page.getByText('Hoàn tác: Chuyển lớp').waitFor()
})

test('the homeroom teacher types absences by keys on a laptop and on a phone', async () => {
  const page = await open(homeroom, `/absences/${slug}/2026-2027/cn/9a2`)
  await page.locator('.absence-input').first().click()
  for (const text of ['2', '40', '1']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  await page.getByText('nhiều hơn số ngày của tháng').waitFor()
  await isFit(page)
  const stored = () => api.owner.selectFrom('absence').select('excused').orderBy('excused').execute()
  await eventually(stored).toEqual([{ excused: 1 }, { excused: 2 }])
  const phone = await open(homeroom, `/absences/${slug}/2026-2027/cn/9a2`, { viewport: { width: 360, height: 740 } })
  await phone.locator('.absence-input').first().waitFor()
  expect(await phone.locator('.absence-input').first().inputValue()).toBe('2')
  await isFit(phone)
})

test('the list is found by words without diacritics on a phone, as cards, and its address can be sent on', async () => {
  const page = await open(office, `/students/${slug}/2026-2027`, { viewport: { width: 360, height: 740 } })
  await page.getByLabel('Tìm theo tên hoặc mã').fill('an')
  await eventually(() => page.locator('.pupil-name').allTextContents()).toEqual(['Lê Văn An', 'Đặng Thị Ân'])
  expect(page.url()).toContain('words=an')
  await isFit(page)
  const other = await open(office, new URL(page.url()).pathname + new URL(page.url()).search)
  await eventually(() => other.locator('.pupil-name').allTextContents()).toEqual(['Lê Văn An', 'Đặng Thị Ân'])
})
