import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../api.ts'
import { openBrowser } from '../browser.ts'
import { buildWeb } from '../pages.ts'
import { cell, eventually, saved, TX4, typeMarks } from './gradebook-desk.ts'
import { aClassOf45, openAs, type Story } from './gradebook-story.ts'

// The server as it is started: nothing but what the pages ask is answered.
const api = useApi(buildWeb, false, true)
let browser: Browser
let story: Story
let lan: Person

beforeAll(async () => {
  browser = await openBrowser()
  story = await aClassOf45(api)
  lan = await api.as(story.lan.account_id)
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

const openBook = async () => {
  const page = await openAs(browser, api, lan, story.path)
  await page.locator('[data-row="0"]').waitFor()
  return page
}

const marks = () => api.owner.selectFrom('mark_change').select('column').where('column', '=', 'regular_4').execute()

test('a page sends ids in place of documents, and a day of work is answered', async () => {
  const page = await openBook()
  const sent: { documentId?: string; query?: string }[] = []
  page.on('request', (request) => request.url().endsWith('/graphql') && sent.push(request.postDataJSON()))
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['8', '7'])
  await saved(page)
  await eventually(async () => (await marks()).length).toBe(2)
  await page.goto(api.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await eventually(() => sent.length).toBeGreaterThan(3)
  expect(sent.filter(({ documentId, query }) => query !== undefined || !documentId)).toEqual([])
})

test('a page older than the server offers to be loaded again, and what waits on the device is then sent', async () => {
  const page = await openBook()
  const before = (await marks()).length
  const older = (text: string) => text.replace(/"documentId":"RecordMarks\.[\w-]+"/, '"documentId":"RecordMarks.older"')
  await page.route('**/graphql', (route) => route.continue({ postData: older(route.request().postData() ?? '') }))
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['9'])
  const offer = page.getByRole('dialog', { name: 'Có bản mới của chương trình' })
  await offer.waitFor()
  expect(await marks()).toHaveLength(before)
  await page.unroute('**/graphql')
  await offer.getByRole('button', { name: 'Tải lại trang' }).click()
  await eventually(async () => (await marks()).length).toBe(before + 1)
})
