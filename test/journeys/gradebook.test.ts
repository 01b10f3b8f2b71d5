import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../api.ts'
import { openBrowser } from '../browser.ts'
import { buildWeb } from '../pages.ts'
import { aClassOf45, columnOf, openAs, type Story } from './gradebook-story.ts'

const api = useApi(buildWeb)
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

/** The cell of a pupil (from 1) in a column (from 0: regular 1). */
const cell = (page: Page, number: number, column: number) =>
  page.locator(`[data-row="${number - 1}"] [aria-colindex="${column + 3}"]`)
const saved = (page: Page) => page.locator('.save-words .good').waitFor()

test('a column is typed with the keyboard alone and saved by itself', async () => {
  const page = await openAs(browser, api, lan, story.path)
  page.on('console', (message) => console.log(message.text()))
  page.on('pageerror', (error) => console.log(error))
  await cell(page, 1, 3).click()
  for (const mark of ['8,5', '7.5', '10']) {
    await page.keyboard.type(mark)
    await page.keyboard.press('Enter')
  }
  expect(await cell(page, 1, 3).textContent()).toContain('8,5')
  await saved(page)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/grid.png` })
  expect((await columnOf(lan, story.book, 3)).slice(0, 4)).toEqual(['8.5', '7.5', '10.0', null])
})
