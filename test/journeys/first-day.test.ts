import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cell } from '../../platform/cell.ts'
import { writeWorkbook } from '../../platform/workbook.ts'
import { useApi, type Person } from '../api.ts'
import { accessibilityFaults, sidewaysBy } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { aProvince, someone } from '../make.ts'
import { buildWeb } from '../pages.ts'

const api = useApi(() => buildWeb())
let browser: Browser
let admin: Person
let commune: string

type Rows = readonly (readonly Cell[])[]
const lists: Record<string, Rows> = {
  'Lớp học': [
    ['Lớp', 'Khối', 'Buổi học'],
    ['6A1', 6, 'Sáng'],
    ['6A2', 6, 'Sáng'],
    ['10X', 10, 'Sáng'],
  ],
  'Nhân sự': [
    ['Mã nhân sự', 'Họ và tên', 'Tổ chuyên môn'],
    ['GV001', 'Trần Thị Thu Lan', 'Tự nhiên'],
    ['GV002', 'Phạm Văn Hùng', 'Xã hội'],
  ],
  'Phân công': [
    ['Lớp', 'Môn', 'Mã giáo viên'],
    ['6A1', 'Toán', 'GV001'],
    ['6A1', 'Chủ nhiệm', 'GV001'],
  ],
}

async function workbook(): Promise<Buffer> {
  const stream = new PassThrough()
  const whole = buffer(stream)
  await writeWorkbook(
    stream,
    Object.entries(lists).map(([name, [head = [], ...rows]]) => ({
      name,
      columns: head.map(() => ({ width: 14 })),
      header: head.map((value, column) => ({ row: 0, column, value })),
      rows: rows.map((cells) => ({ cells })),
    })),
  )
  return whole
}

async function open(path: string, person: Person, width = 1366): Promise<Page> {
  const context = await browser.newContext({
    locale: 'vi-VN',
    viewport: { width, height: 768 },
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ ...person.cookie, url: api.url }])
  const page = await context.newPage()
  await page.goto(`${api.url}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const soundOn = async (page: Page) => {
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await sidewaysBy(page)).toBe(0)
}

beforeAll(async () => {
  browser = await openBrowser()
  const province = await aProvince(api.owner)
  ;({ slug: commune } = await api.owner
    .selectFrom('unit')
    .select('slug')
    .where('id', '=', province.commune)
    .executeTakeFirstOrThrow())
  admin = await api.as(
    (await someone(api.owner, 'Đỗ Minh Quân', { role: 'administrator', unit_id: province.department })).account_id,
  )
})
afterAll(() => browser.close())

test('a new school is ready in two minutes: opened, its principal invited, its lists brought by one workbook, a cell assigned', async () => {
  const begun = performance.now()
  const office = await open(`/units/${commune}`, admin)
  await office.getByRole('treeitem', { name: /Xã An Hoà/ }).waitFor()
  await soundOn(office)
  await press(office, 'Mở đơn vị mới')
  await office.getByLabel('Tên đầy đủ').fill('Trường Trung học cơ sở Văn Lang')
  await press(office, 'Mở trường')
  await office.getByText('Cấp tài khoản cho hiệu trưởng hoặc giáo vụ để trường bắt đầu').waitFor()
  await soundOn(office)
  await office.getByLabel('Họ và tên').fill('Phạm Quốc Hùng')
  await office.getByLabel('Công việc', { exact: true }).selectOption({ label: 'Hiệu trưởng' })
  await press(office, 'Cấp tài khoản')
  await office.locator('.slip-code').waitFor()
  const { id } = await api.owner
    .selectFrom('account')
    .select('id')
    .where('display_name', '=', 'Phạm Quốc Hùng')
    .executeTakeFirstOrThrow()
  await api.owner.updateTable('account').set({ state: 'active' }).where('id', '=', id).execute()

  const school = await open('/import/thcs-van-lang/2026-2027', await api.as(id))
  await soundOn(school)
  await school.locator('input[type=file]').setInputFiles({
    name: 'Đầu năm.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await workbook(),
  })
  await school.getByRole('heading', { name: 'Xem trước: chưa có gì được ghi' }).waitFor()
  await school.getByText('Trường không dạy khối này. Các khối của trường: 6, 7, 8, 9. Ghi lại khối.').waitFor()
  await soundOn(school)
  await press(school, 'Ghi 6 dòng')
  await school.getByRole('heading', { name: 'Đã ghi', exact: true }).waitFor()

  await school.goto(`${api.url}/assignments/thcs-van-lang/2026-2027`)
  await school.getByRole('gridcell', { name: '6A1 · Toán: Trần Thị Thu Lan' }).waitFor()
  await soundOn(school)
  await school.getByRole('gridcell', { name: '6A2 · Ngữ văn: chưa có người' }).click()
  await school.getByRole('combobox', { name: 'Giáo viên' }).fill('pham van')
  await school.keyboard.press('Enter')
  await press(school, 'Phân công')
  await school.getByRole('gridcell', { name: '6A2 · Ngữ văn: Phạm Văn Hùng' }).waitFor()
  await school.getByRole('button', { name: /Phạm Văn Hùng.*4,0 tiết\/tuần/ }).waitFor()
  expect(performance.now() - begun).toBeLessThan(120_000)

  await press(school, 'Hoàn tác')
  await school.getByRole('gridcell', { name: '6A2 · Ngữ văn: chưa có người' }).waitFor()
})

test('the pages of a school stand on a telephone, without scrolling sideways', async () => {
  const { id } = await api.owner
    .selectFrom('account')
    .select('id')
    .where('display_name', '=', 'Phạm Quốc Hùng')
    .executeTakeFirstOrThrow()
  const principal = await api.as(id)
  for (const path of [
    '/classes/thcs-van-lang/2026-2027',
    '/staff/thcs-van-lang',
    '/years/thcs-van-lang',
    '/assignments/thcs-van-lang/2026-2027',
    '/units/thcs-van-lang',
  ]) {
    const page = await open(path, principal, 360)
    await page.waitForLoadState('networkidle')
    await soundOn(page)
    await page.context().close()
  }
})
