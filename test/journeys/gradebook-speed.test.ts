import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../../modules/identity/sessions.ts'
import { cell, typeMarks, useDesk } from './gradebook-desk.ts'
import { openAs } from './gradebook-story.ts'

// npm run vitest -- run test/journeys/gradebook-speed.test.ts
// Prints what a key, a pasted block and the way from signing in to the grid cost in a real browser.
const desk = useDesk()
const password = 'mật khẩu dài đủ'
/** A cheap phone on a line of the country: a quarter of this machine's speed, 1.6 Mbit/s, 150 ms there and back. */
const phone = { slower: 4, down: 1_600_000 / 8, up: 750_000 / 8, latency: 150 }

beforeAll(async () => {
  // Four regular marks by the periods and four topic clusters: with midterm, final, average and comment twelve columns.
  const { owner } = desk.api
  await owner.updateTable('section').set({ regular_due: 8 }).where('id', '=', desk.story.section_id).execute()
  await owner
    .updateTable('account')
    .set({ password_hash: await hashPassword(password), login: 'thu.lan' })
    .where('id', '=', desk.story.lan.account_id)
    .execute()
})

test('a key is drawn within a frame in a grid of 45 pupils and 12 columns, a pasted class within a second', async () => {
  const page = await desk.openBook()
  expect(await page.locator('.g').getAttribute('aria-colcount')).toBe('14')
  await cell(page, 1, 3).click()
  await timeKeys(page)
  for (let row = 0; row < 40; row++) await typeMarks(page, ['7,5'])
  const keys = await times(page)
  report('key to layout, 45 × 12', keys)
  await cell(page, 1, 4).click()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const block = Array.from({ length: 45 }, (_, row) => [5, 6, 7, 8].map((mark) => (mark + (row % 5) * 0.5).toFixed(1)))
  const text = block.map((line) => line.join('\t')).join('\n')
  await page.evaluate((words) => navigator.clipboard.writeText(words), text)
  await timeKeys(page, ['paste'])
  await page.keyboard.press('Control+v')
  await page.getByText('Hoàn tác: dán 180 ô').waitFor()
  const pasted = await times(page)
  report('paste of 180 cells to layout', pasted)
  expect(at(keys, 0.5)).toBeLessThan(16)
  expect(at(pasted, 0.5)).toBeLessThan(1_000)
})

test('from signing in to a grid that takes marks, on a cheap phone and a bad line', async () => {
  const page = await openAs(desk.browser, desk.api, desk.api.visitor, desk.story.path, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  })
  await page.getByLabel('Số điện thoại hoặc tên đăng nhập').fill('thu.lan')
  await page.getByLabel('Mật khẩu').fill(password)
  await page.waitForLoadState('networkidle')
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  let bytes = 0
  line.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await line.send('Emulation.setCPUThrottlingRate', { rate: phone.slower })
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: phone.latency,
    downloadThroughput: phone.down,
    uploadThroughput: phone.up,
  })
  const begun = performance.now()
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByRole('button', { name: '10', exact: true }).click()
  await page.getByText('1 ô chờ').or(page.getByText('Đã lưu')).or(page.locator('#mark[value="10"]')).first().waitFor()
  const taken = performance.now() - begun
  process.stdout.write(
    `signing in to the first mark on a phone (${phone.slower} × slower, 1.6 Mbit/s, ${phone.latency} ms): ${(taken / 1000).toFixed(1)} s, ${Math.round(bytes / 1000)} kB\n`,
  )
  expect(taken).toBeLessThan(15_000)
  // The program came while the password was typed, and a browser keeps what it has.
  expect(bytes).toBeLessThan(60_000)
})

/** Times events from their arrival to the laid-out page: what the grid costs, without what else the machine does. */
const timeKeys = (page: Page, kinds: readonly string[] = ['keydown', 'input']): Promise<void> =>
  page.evaluate((names) => {
    const measured: number[] = []
    Object.assign(window, { measured })
    for (const kind of names) {
      let begun = 0
      addEventListener(kind, () => (begun = performance.now()), true)
      addEventListener(kind, (event) => {
        // A letter's keydown does nothing yet: what it draws comes with its input.
        if (event instanceof KeyboardEvent && event.key !== 'Enter') return
        void document.body.offsetHeight
        measured.push(performance.now() - begun)
      })
    }
  }, kinds)

const times = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { measured: number[] }).measured.toSorted((a, b) => a - b))

const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)]!

const report = (what: string, sorted: readonly number[]) =>
  process.stdout.write(`${what}: median ${at(sorted, 0.5).toFixed(1)} ms, 95 % ${at(sorted, 0.95).toFixed(1)} ms\n`)
