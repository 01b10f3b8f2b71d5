import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { useApi, type Person, type TestApi } from '../api.ts'
import { openBrowser } from '../browser.ts'
import { buildWeb } from '../pages.ts'
import { aClassOf45, openAs, type Story } from './gradebook-story.ts'

/** A teacher at a desk: a whole server with its pages, a class of 45, a browser, and a colleague elsewhere. */
export interface Desk {
  api: TestApi
  browser: Browser
  story: Story
  lan: Person
  hung: Person
  /** Opens the book and waits for its rows. */
  openBook(options?: Parameters<typeof openAs>[4], person?: Person): Promise<Page>
}

/** Sets a desk up for a test file; the book is as the story begins before each test. */
export function useDesk(): Desk {
  const desk = {
    api: useApi(buildWeb),
    async openBook(options = {}, person = desk.lan) {
      const page = await openAs(desk.browser, desk.api, person, desk.story.path, options)
      await page.locator('[data-row="0"]').waitFor()
      return page
    },
  } as Desk
  beforeAll(async () => {
    desk.browser = await openBrowser()
    desk.story = await aClassOf45(desk.api)
    desk.lan = await desk.api.as(desk.story.lan.account_id)
    desk.hung = await desk.api.as(desk.story.hung.account_id)
  })
  beforeEach(() => desk.story.reset())
  afterEach(async () => {
    await Promise.all(desk.browser.contexts().map((context) => context.close()))
    // A save that was on its way when its page was closed still arrives.
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
  afterAll(() => desk.browser.close())
  return desk
}

/** Columns of the grid, counted from 0. */
export const TX4 = 3
/** The midterm's column. */
export const GK = 4

/** The cell of a pupil (from 1) in a column (from 0: regular 1). */
export const cell = (page: Page, number: number, column: number) =>
  page.locator(`[data-row="${number - 1}"] [aria-colindex="${column + 3}"]`)

/** Waits until the status line says when it was saved. */
export const saved = (page: Page) => page.locator('.save-words .good').waitFor()

/** Types marks one under the other. */
export async function typeMarks(page: Page, marks: readonly string[]): Promise<void> {
  for (const mark of marks) {
    await page.keyboard.type(mark)
    await page.keyboard.press('Enter')
  }
}

/** What will be so in a moment: saves travel, and the machine may be busy. */
export const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 })
