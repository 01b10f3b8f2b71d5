import { readFile } from 'node:fs/promises'
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
  await generate(api.database.ownerUrl, { size: 740, seed: 'figures-pages', today: '2026-11-25' })
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
  page.setDefaultTimeout(15_000)
  await page.goto(`${api.url}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

/** The page is readable for everybody, in both lights and at the width of a phone. */
async function sound(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await sidewaysBy(page)).toBe(0)
}

const choose = async (page: Page, filter: RegExp, item: string) => {
  await page.getByRole('button', { name: filter }).click()
  await page.getByRole('menuitemradio', { name: item, exact: true }).click()
}

test('an officer breaks a figure down by grade, goes to one, and takes the chart along', async () => {
  const page = await open('cv.thcs', '/figures')
  await choose(page, /^Nhóm/, 'Học sinh')
  await choose(page, /^Chỉ số/, 'Học sinh đúng độ tuổi')
  await choose(page, /^Tách theo/, 'Khối')
  await page.getByRole('link', { name: 'Khối 8' }).waitFor()
  await page.getByRole('button', { name: 'Xuất' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Biểu đồ (.svg)' }).click(),
  ])
  const picture = await readFile(await download.path(), 'utf8')
  expect(picture).toContain('<svg')
  expect(picture).toContain('đúng độ tuổi')
  expect(picture).not.toContain('var(')
  await page.getByRole('button', { name: 'Xuất' }).click()
  const [image] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Ảnh biểu đồ (.png)' }).click(),
  ])
  expect((await readFile(await image.path())).subarray(1, 4).toString()).toBe('PNG')
  await page.getByRole('link', { name: 'Khối 8' }).click()
  await page.getByRole('heading', { name: /học sinh khối 8 đúng độ tuổi/ }).waitFor()
  expect(new URL(page.url()).searchParams.get('grade')).toBe('8')
  await sound(page)
})

test('the spread of marks leads from the province to a class', async () => {
  const page = await open('cv.thcs', '/figures/spread')
  await page.getByRole('heading', { name: /Điểm giữa kì môn Toán: một nửa từ .* trở lên/ }).waitFor()
  await page.getByRole('link', { name: 'Phường Hoà An' }).click()
  await page.getByRole('rowheader', { name: /^Toàn phạm vi được xem/ }).waitFor()
  await page.getByRole('link', { name: 'THCS Nguyễn Du' }).click()
  await page.getByRole('link', { name: 'Khối 9' }).click()
  await page.getByRole('rowheader', { name: '9A1' }).waitFor()
  await sound(page)
})

test('a heat table is sorted by a column and read on a phone', async () => {
  const page = await open('xa.hoaan', '/figures/heat?set=pupils')
  await page.getByRole('button', { name: 'Dân tộc thiểu số' }).click()
  const shares = async () =>
    (await page.locator('tbody tr:not(.sel) td:nth-child(6)').allInnerTexts()).map((text) =>
      Number(text.replace(/[^0-9,]/g, '').replace(',', '.')),
    )
  await expect.poll(async () => (await shares()).length).toBeGreaterThan(1)
  const sorted = (await shares()).toSorted((a, b) => a - b)
  expect(await shares()).toEqual(sorted)
  await sound(page)
})

test('a principal opens the list that a figure counts', async () => {
  const page = await open('ht.nguyendu', '/figures?indicator=minority')
  await page
    .getByRole('row', { name: /^Khối 9/ })
    .getByRole('link', { name: 'Mở danh sách' })
    .click()
  await page.waitForURL(/students\/thcs-nguyen-du\/2026-2027\?ethnicity=minority&grade=9/)
  await page.getByRole('row').nth(1).waitFor()
})

test('a leader publishes the yearbook, everybody reads it on a phone, and it is gone once taken back', async () => {
  const leader = await open('lanhdao.so', '/yearbook')
  await leader.getByText('Chưa công bố.').waitFor()
  await leader.getByRole('button', { name: 'Công bố cho mọi người' }).click()
  await leader.getByText(`Đang công bố tại trang ${api.url}/open`).waitFor()
  await shot(leader, 'publication')
  expect(await accessibilityFaults(leader)).toEqual([])

  const anyone = await browser.newContext({
    locale: 'vi-VN',
    reducedMotion: 'reduce',
    viewport: { width: 1366, height: 768 },
  })
  const page = await anyone.newPage()
  const readable = () => page.getByRole('row', { name: /^Phường Hoà An/ }).first()
  await openIs(200)
  await page.goto(`${api.url}/open`)
  await readable().waitFor()
  await page.getByText('Nguồn và cách tính').first().click()
  await page
    .getByText(/trường đã duyệt/)
    .first()
    .waitFor()
  await shot(page, 'open-laptop')
  await sound(page)
  await shot(page, 'open-phone-dark')
  await anyone.route('**/open/yearbook.json', (route) => route.abort())
  await page.reload()
  await page.getByRole('alert').waitFor()
  await anyone.unroute('**/open/yearbook.json')
  await page.getByRole('button', { name: 'Thử lại' }).click()
  await readable().waitFor()

  await leader.getByRole('button', { name: 'Thôi công bố' }).click()
  await leader.getByText('Chưa công bố.').waitFor()
  await openIs(404)
  await page.reload()
  await page.getByText('Chưa có số liệu được công bố').waitFor()
})

/** A process looks once a second for what is published. */
const openIs = (status: number) =>
  expect
    .poll(async () => (await fetch(`${api.url}/open/yearbook.json`)).status, { timeout: 5_000, interval: 100 })
    .toBe(status)

const shot = (page: Page, name: string) =>
  process.env.SHOTS ? page.screenshot({ path: `${process.env.SHOTS}/${name}.png` }) : undefined
