import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../api.ts'
import { accessibilityFaults, sidewaysBy } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { aClass, aProvince, aPupil, aSchool, someone } from '../make.ts'
import { buildWeb } from '../pages.ts'
import { openAs } from './gradebook-story.ts'

const api = useApi(buildWeb)
let browser: Browser
let principal: Person
let commune: Person
let officer: Person
let path: string

beforeAll(async () => {
  browser = await openBrowser()
  const { owner } = api
  const province = await aProvince(owner)
  const school = await aSchool(owner, province.commune)
  for (const [room, names] of [
    ['6A', ['Lò Thị An', 'Vi Thị Bình']],
    ['7A', ['Đỗ Văn Dũng']],
  ] as const) {
    const class_id = await aClass(owner, school, room)
    for (const name of names) await aPupil(owner, school, class_id, name)
  }
  await owner
    .insertInto('reporting_period')
    .values({ academic_year: 2026, period: 'start', as_of: '2026-09-30', due_on: '2026-10-31' })
    .execute()
  const { slug } = await owner.selectFrom('unit').select('slug').where('id', '=', school).executeTakeFirstOrThrow()
  path = `/returns/${slug}/2026-2027?period=start`
  const as = async (name: string, role: 'principal' | 'commune_officer' | 'officer', unit_id: number) =>
    api.as((await someone(owner, name, { role, unit_id })).account_id)
  principal = await as('Phạm Quốc Hùng', 'principal', school)
  commune = await as('Bùi Thị Hạnh', 'commune_officer', province.commune)
  officer = await as('Lê Thị Hồng Vân', 'officer', province.department)
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

const stateOf = async () =>
  (await api.owner.selectFrom('school_return').select('state').executeTakeFirst())?.state ?? 'draft'

test('a figure that does not add up keeps a return from being handed in, names its row, and is given back by undoing', async () => {
  const page = await openAs(browser, api, principal, path)
  await page.getByRole('button', { name: 'Tổng số học sinh' }).click()
  await page.getByText('Học sinh có tên trong lớp vào ngày lấy số liệu').waitFor()
  await page.getByLabel('Tổng số').fill('5')
  await page.getByLabel('Lí do').fill('Danh sách của xã')
  await page.getByRole('button', { name: 'Ghi số này' }).click()
  await page.getByText('chỗ chưa khớp, chưa nộp được').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: /^Nộp cho Xã An Hoà: còn/, disabled: true }).waitFor()
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByRole('button', { name: 'Nộp cho Xã An Hoà', exact: true }).waitFor()
})

test('a return goes from the school by the commune to the department, back with a reason, and is frozen in the end', async () => {
  const school = await openAs(browser, api, principal, path)
  await school.getByRole('button', { name: 'Nộp cho Xã An Hoà' }).click()
  await school.getByRole('button', { name: 'Lấy lại' }).waitFor()
  const office = await openAs(browser, api, commune, '/returns')
  await office.getByRole('button', { name: 'Đã kiểm tra 1 báo cáo' }).click()
  await expect.poll(stateOf).toBe('checked')
  const department = await openAs(browser, api, officer, path)
  await department.getByRole('button', { name: 'Trả lại trường' }).click()
  await department.getByRole('dialog').getByLabel('Lí do').fill('Thiếu học sinh khuyết tật')
  await department.getByRole('dialog').getByRole('button', { name: 'Trả lại trường' }).click()
  await expect.poll(stateOf).toBe('returned')
  await school.reload()
  await school.getByText('Thiếu học sinh khuyết tật').waitFor()
  await school.getByRole('button', { name: 'Nộp cho Xã An Hoà' }).click()
  await expect.poll(stateOf).toBe('submitted')
  await office.reload()
  await office.getByRole('button', { name: 'Đã kiểm tra 1 báo cáo' }).click()
  await expect.poll(stateOf).toBe('checked')
  await department.goto(`${api.url}/returns?view=totals`)
  await department.getByText('Chưa có báo cáo nào được duyệt').waitFor()
  await department.getByRole('tab', { name: 'Ai đã nộp' }).click()
  await department.getByRole('button', { name: 'Duyệt và chốt 1 báo cáo' }).click()
  await expect.poll(stateOf).toBe('approved')
  await department.getByRole('tab', { name: 'Tổng hợp đã duyệt' }).click()
  await department.getByText('Cộng 1/1 báo cáo đã duyệt').waitFor()
})

test('a phone shows a return, who has handed in and the yearbook without scrolling sideways', async () => {
  for (const at of [path, '/returns', '/yearbook']) {
    const page = await openAs(browser, api, officer, at, { viewport: { width: 360, height: 740 } })
    await page.locator('tbody th').first().waitFor()
    expect(await sidewaysBy(page)).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  }
})
