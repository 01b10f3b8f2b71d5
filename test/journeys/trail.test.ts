import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../api.ts'
import { accessibilityFaults, sidewaysBy } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { someone } from '../make.ts'
import { buildWeb } from '../pages.ts'
import { aClassOf45, openAs, type Story } from './gradebook-story.ts'

const api = useApi(buildWeb)
let browser: Browser
let story: Story
let principal: Person
let leader: Person
let unit: string

beforeAll(async () => {
  browser = await openBrowser()
  story = await aClassOf45(api)
  const { owner } = api
  const hung = await someone(owner, 'Phạm Quốc Hùng', { role: 'principal', unit_id: story.school_id })
  principal = await api.as(hung.account_id)
  const { id } = await owner.selectFrom('unit').select('id').where('kind', '=', 'department').executeTakeFirstOrThrow()
  leader = await api.as((await someone(owner, 'Vũ Hải', { role: 'leader', unit_id: id })).account_id)
  unit = story.path.split('/')[1] ?? ''
  const { data } = await principal.ask<{ unit: { id: string } }>(
    'query ($slug: String!) { unit(slug: $slug) { id } }',
    {
      slug: unit,
    },
  )
  await principal.ask(
    'mutation ($unit: ID!) { addHoliday(unit: $unit, year: 2026, startsOn: "2026-12-24", endsOn: "2026-12-25", name: "Hội khoẻ") { year } }',
    { unit: data!.unit.id },
  )
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

const phone = { viewport: { width: 360, height: 740 } }

test('a holiday that a school added is found in its trail, taken back there, and stays in it', async () => {
  const page = await openAs(browser, api, principal, `/trail/${unit}?kind=years`)
  const entry = page.getByRole('listitem').filter({ hasText: 'Thêm ngày nghỉ' }).first()
  await entry.waitFor()
  await expect.poll(() => entry.textContent()).toContain('Phạm Quốc Hùng')
  expect(await entry.textContent()).toContain('24/12/2026')
  expect(await accessibilityFaults(page)).toEqual([])
  await entry.getByRole('button', { name: 'Hoàn tác: Thêm ngày nghỉ' }).click()
  await page
    .getByText(/Phạm Quốc Hùng đã hoàn tác lúc/)
    .first()
    .waitFor()
  const left = await api.owner.selectFrom('holiday').select('name').where('name', '=', 'Hội khoẻ').execute()
  expect(left).toEqual([])
  await page.getByLabel('Người thực hiện').fill('không có ai')
  await page.keyboard.press('Enter')
  await page.getByText('Không có thay đổi nào').waitFor()
  expect(page.url()).toContain('by=')
})

test('on a phone the first change stands above the fold, and nothing scrolls sideways', async () => {
  const page = await openAs(browser, api, principal, `/trail/${unit}`, phone)
  await page.getByRole('listitem').filter({ hasText: 'Phạm Quốc Hùng' }).first().waitFor()
  expect(await sidewaysBy(page)).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByText('Tìm trong nhật kí').click()
  await page.getByLabel('Loại việc').waitFor()
})

test('a leader reads a doubtful place anew with its reason, sees whom it would concern, and takes it back', async () => {
  const page = await openAs(browser, api, leader, '/readings')
  const change = page.getByRole('button', { name: /^Đổi cách hiểu: Môn tự chọn/ })
  await change.click()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Áp dụng từ 2026–2027' }).click()
  await page
    .getByText(/Ghi căn cứ|Ghi rõ|văn bản/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Đếm ảnh hưởng' }).click()
  await page.getByText(/2026–2027: .* trong \d+ học sinh/).waitFor()
  await page.getByLabel(/Lí do, văn bản/).fill('Công văn 123/SGDĐT-GDTrH')
  await page.getByRole('button', { name: 'Áp dụng từ 2026–2027' }).click()
  await page.getByText('sở quyết định, từ năm học 2026–2027').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Hoàn tác', exact: true }).first().click()
  await page.getByText(/đã hoàn tác \d/).waitFor()
  const own = await openAs(browser, api, principal, '/readings', phone)
  await own.getByText('Môn tự chọn có vào xếp mức không').waitFor()
  expect(await own.getByRole('button', { name: /^Đổi cách hiểu/ }).count()).toBe(0)
  expect(await sidewaysBy(own)).toBe(0)
})
