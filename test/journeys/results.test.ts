import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../api.ts'
import { accessibilityFaults, sidewaysBy } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { aTeacher, anAssignment, someone, thisYear } from '../make.ts'
import { buildWeb } from '../pages.ts'
import { aClassOf45, openAs, type Story } from './gradebook-story.ts'

const api = useApi(buildWeb)
let browser: Browser
let story: Story
let homeroom: Person
let principal: Person
let place: string

beforeAll(async () => {
  browser = await openBrowser()
  story = await aClassOf45(api)
  const { owner } = api
  const ha = await aTeacher(owner, story.school_id, 'Phạm Thị Thu Hà')
  await anAssignment(owner, story.school_id, thisYear, ha, { class_id: story.class_id })
  homeroom = await api.as(ha.account_id)
  const hung = await someone(owner, 'Phạm Quốc Hùng', { role: 'principal', unit_id: story.school_id })
  principal = await api.as(hung.account_id)
  place = story.path.replace('/9a2/toan', '')
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

const phone = { viewport: { width: 360, height: 740 } }

test('conduct is set by keys, saved row by row, and refused without grounds where it is Chưa đạt', async () => {
  const page = await openAs(browser, api, homeroom, `/conduct${place}/9a2`)
  await page.locator('tr[data-row]').first().waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.locator('tr[data-row] [role="radio"]').first().focus()
  await page.keyboard.press('4')
  await page.getByText('đã đánh giá 1/45').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('1')
  await page.getByText('Mức Chưa đạt cần ghi căn cứ.').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Vi phạm nội quy nhiều lần')
  await page.keyboard.press('Enter')
  await page.getByText('đã đánh giá 2/45').waitFor()
  const stored = await api.owner.selectFrom('conduct').select(['level', 'grounds']).orderBy('level').execute()
  expect(stored).toEqual([
    { level: 1, grounds: 'Vi phạm nội quy nhiều lần' },
    { level: 4, grounds: null },
  ])
})

test('a judgement that somebody else changed meanwhile shows both, and the person chooses', async () => {
  const page = await openAs(browser, api, homeroom, `/conduct${place}/9a2`)
  const first = page.locator('tr[data-row]').first()
  await first.waitFor()
  await api.owner.updateTable('conduct').set({ level: 2 }).where('level', '=', 4).execute()
  await first.getByRole('radio', { name: 'Khá' }).click()
  await page.getByText(/đã ghi Đạt lúc/).waitFor()
  await page.getByRole('button', { name: 'Ghi Khá' }).click()
  await expect
    .poll(() => api.owner.selectFrom('conduct').select('level').where('level', '=', 3).execute())
    .toHaveLength(1)
})

test('a level answers why, results are handed in with a reason, approved and published for the school, and reopened by a later mark', async () => {
  const page = await openAs(browser, api, homeroom, `/results${place}/9a2`)
  await page.locator('tbody tr').first().waitFor()
  await page.getByRole('button', { name: /Nguyễn Hoàng Anh: học tập/ }).click()
  await page.getByRole('heading', { name: 'Nguyễn Hoàng Anh: học tập chưa có' }).waitFor()
  await page.locator('.why summary').first().click()
  await page.getByText(/Tạm tính/).waitFor()
  expect(page.url()).toContain('pupil=')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Nộp kết quả' }).click()
  await page
    .getByRole('dialog')
    .getByText(/Nguyễn Hoàng Anh: còn 1 môn/)
    .waitFor()
  await page.getByLabel('Lí do').fill('Chưa kiểm tra cuối kì')
  await page.getByRole('button', { name: 'Vẫn nộp' }).click()
  await page
    .getByText(/chờ duyệt/)
    .first()
    .waitFor()

  const school = await openAs(browser, api, principal, `/results${place}`)
  await school.getByRole('button', { name: 'Duyệt 1 lớp' }).click()
  await school.getByText('Đã duyệt 1 lớp, 45 học sinh; 45 em chưa đủ kết quả.').first().waitFor()
  await school.getByRole('button', { name: 'Công bố 1 lớp' }).click()
  await school.getByText('Đã công bố 1 lớp, 45 học sinh.').first().waitFor()
  expect(await accessibilityFaults(school)).toEqual([])

  const lan = await api.as(story.lan.account_id)
  await lan.ask(
    'mutation ($b: ID!, $id: UUID!, $c: [CellInput!]!) { recordMarks(gradebook: $b, id: $id, source: typed, cells: $c) { savedAt } }',
    {
      b: story.book,
      id: randomUUID(),
      c: [{ student: story.pupils.get('Đỗ Hải Yến'), column: 'final', was: null, value: '8.0' }],
    },
  )
  const after = await openAs(browser, api, principal, `/results${place}/9a2`)
  await after.getByText(/Kết quả cần duyệt lại/).waitFor()
})

test('the principal ticks a class, locks its books in one action and undoes it; a phone shows the same without scrolling sideways', async () => {
  const page = await openAs(browser, api, principal, `/books${place}?look=midterm`)
  const cell = page.locator('.book').first()
  await cell.getByText('15/45').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('checkbox', { name: '9A2' }).check()
  await page.getByRole('button', { name: 'Khoá 1 sổ' }).click()
  await page.getByText('Đã khoá 1 sổ').waitFor()
  const state = () => api.owner.selectFrom('gradebook').select('state').execute()
  expect(await state()).toEqual([{ state: 'locked' }])
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByText('Đã hoàn tác').waitFor()
  await expect.poll(state).toEqual([])
  for (const path of [
    `/books${place}?look=midterm`,
    `/results${place}/9a2`,
    `/conduct${place}/9a2`,
    `/results${place}`,
  ]) {
    const small = await openAs(browser, api, principal, path, phone)
    await small.getByRole('heading', { level: 1 }).waitFor()
    await small.waitForLoadState('networkidle')
    expect(await sidewaysBy(small), path).toBe(0)
    expect(await accessibilityFaults(small), path).toEqual([])
  }
})
