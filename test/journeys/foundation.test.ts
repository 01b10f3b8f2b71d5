import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults, sidewaysBy } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { builtPages } from '../pages.ts'
import type { BuiltPages, Said } from '../pages.ts'

const demo = [
  { login: 'lan', password: 'x', displayName: 'Trần Thị Thu Lan', role: 'Giáo viên Toán', purpose: 'Nhập điểm' },
]
const viewer = {
  __typename: 'Viewer',
  today: '2026-11-25',
  account: { __typename: 'Account', id: 'a', displayName: 'Trần Thị Thu Lan' },
  posts: ['THCS Nguyễn Du', 'THCS Văn Lang'].map((name, index) => ({
    __typename: 'Post',
    id: String(index),
    role: 'subject_teacher',
    unit: { __typename: 'Unit', id: String(index), name, shortName: name, slug: `thcs-${index}` },
  })),
}
const visitor = { viewer: null, demo }
const teacher = { viewer, demo }

const laptop: BrowserContextOptions = { viewport: { width: 1366, height: 768 } }
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 } }
const dark: BrowserContextOptions = { ...laptop, colorScheme: 'dark' }

let browser: Browser
let pages: BuiltPages

beforeAll(async () => {
  ;[browser, pages] = await Promise.all([openBrowser(), builtPages()])
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

const open = (path: string, said: Said, options = laptop) => pages.open(browser, path, said, options)

test.each([
  ['the kit', '/kit', visitor],
  ['signing in', '/sign-in', visitor],
  ['the shell with a page that does not exist', '/nowhere', teacher],
  ['everything else, on a phone', '/more', teacher],
] as const)('%s is readable by everybody, on a laptop, in the dark and on a phone', async (_, path, said) => {
  for (const options of [laptop, dark, phone]) {
    const page = await open(path, said, options)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await sidewaysBy(page)).toBe(0)
  }
})

test('the kit is shown in a demonstration alone', async () => {
  const page = await open('/kit', { viewer: null, demo: [] })
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Không có trang này')
})

test('a visitor meets the sign-in page at the address they asked for, and what is missing is said in its place', async () => {
  const page = await open('/more', visitor)
  expect(new URL(page.url()).pathname).toBe('/more')
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  expect(await page.getByLabel('Mật khẩu').getAttribute('aria-invalid')).toBe('true')
  await page.getByLabel('Số điện thoại hoặc tên đăng nhập').fill('lan')
  await page.route('**/session', (route) =>
    route.fulfill({ status: 401, json: { violations: [{ path: 'login', message: 'Tên hoặc mật khẩu không đúng.' }] } }),
  )
  await page.getByLabel('Mật khẩu').fill('sai')
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByText('Tên hoặc mật khẩu không đúng.').waitFor()
  expect(await page.getByLabel('Số điện thoại hoặc tên đăng nhập').inputValue()).toBe('lan')
})

test('English is a press away, and stays', async () => {
  const page = await open('/sign-in', visitor)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.evaluate('document.documentElement.lang')).toBe('en')
  await page.reload()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('the command box finds a page without diacritics', async () => {
  const page = await open('/nowhere', teacher)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('hom nay')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/')
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('a page that opens takes the focus with its title and names the tab', async () => {
  const page = await open('/nowhere', teacher, phone)
  await page.getByRole('link', { name: 'Việc khác' }).click()
  await page.getByRole('heading', { level: 1, name: 'Việc khác' }).waitFor()
  expect(await focused(page)).toBe('Việc khác')
  expect(await page.title()).toBe('Việc khác – Trường học')
})

test('a menu is walked by arrows, chosen by Enter, left by Esc, and gives the focus back', async () => {
  const page = await open('/nowhere', teacher)
  const person = page.getByRole('button', { name: /Trần Thị Thu Lan/ })
  await person.focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).waitFor()
  await page.keyboard.press('End')
  expect(await focused(page)).toBe('Đăng xuất')
  await page.keyboard.press('ArrowDown')
  expect(await focused(page)).toBe('Tài khoản, mật khẩu, phiên đăng nhập')
  await page.keyboard.press('Escape')
  await expect.poll(() => person.getAttribute('aria-expanded')).toBe('false')
  expect(await focused(page)).toContain('Trần Thị Thu Lan')
})

test('a field of many choices is searched by typing, with and without diacritics', async () => {
  const page = await open('/kit', visitor)
  const field = page.getByRole('combobox', { name: /Học sinh/ })
  await field.click()
  await page.keyboard.type('huong')
  expect(await page.getByRole('listbox').getByRole('option').allTextContents()).toEqual(['Triệu Mai Hương9A2'])
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('Triệu Mai Hương')
  await field.fill('bảo')
  expect(await page.getByRole('listbox').getByRole('option').allTextContents()).toEqual(['Lê Gia Bảo9A3'])
  await field.fill('bào')
  await page.getByText('Không thấy “bào”').waitFor()
})

test('a day that does not exist is said on leaving the field, and what was typed stays', async () => {
  const page = await open('/kit', visitor)
  const field = page.getByLabel('Ngày kiểm tra')
  await field.fill('31/2/2012')
  await field.blur()
  expect(await field.inputValue()).toBe('31/2/2012')
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  await field.fill('1.3.2012')
  await field.blur()
  expect(await field.inputValue()).toBe('01/03/2012')
})

test('going back returns to where one was on the page; going on starts at the top', async () => {
  const page = await open('/kit', visitor)
  await page.evaluate('scrollTo(0, 1500)')
  await page.waitForFunction('scrollY === 1500')
  await page.evaluate('history.pushState(null, "", "/sign-in")')
  await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor()
  expect(await page.evaluate('scrollY')).toBe(0)
  await page.goBack()
  await page.waitForFunction('scrollY === 1500', undefined, { timeout: 6000 })
  expect(new URL(page.url()).pathname).toBe('/kit')
})

test('nothing that a page throws leaves an empty screen', async () => {
  const page = await open('/sign-in', { viewer: { broken: true }, demo })
  await page.goto(new URL('/more', page.url()).href)
  expect(await page.getByRole('alert').textContent()).toContain('Máy chủ chưa làm được việc này')
})

const focused = (page: Page) => page.evaluate('document.activeElement.textContent')
