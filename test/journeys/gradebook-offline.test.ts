import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hashPassword } from '../../modules/identity/sessions.ts'
import { cell, eventually, saved, TX4, typeMarks, useDesk } from './gradebook-desk.ts'
import { columnOf, names } from './gradebook-story.ts'

const desk = useDesk()

test('without a line the grid goes on, and each cell is sent once when it is back', async () => {
  const page = await desk.openBook()
  const saves: string[] = []
  page.on('request', (request) => request.postData()?.includes('RecordMarks') && saves.push(request.postData()!))
  await page.context().setOffline(true)
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['8', '7', '6'])
  await page.getByText('Mất mạng, 3 ô chờ trên máy này').waitFor()
  expect(await cell(page, 1, TX4).getAttribute('class')).toContain('wait')
  await page.context().setOffline(false)
  await saved(page)
  expect((await columnOf(desk.lan, desk.story.book, TX4)).slice(0, 3)).toEqual(['8.0', '7.0', '6.0'])
  const { rows } = await history(desk.story.pupils.get(names[0]!)!)
  expect(rows).toBe(1)
  expect(new Set(saves.map((body) => (JSON.parse(body) as { variables: { id: string } }).variables.id)).size).toBe(1)
})

test('cells that waited while the browser was closed are sent when the person comes back', async () => {
  const page = await desk.openBook()
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('RecordMarks') ? route.abort() : route.continue(),
  )
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['8', '7'])
  await page.getByText('Mất mạng, 2 ô chờ').waitFor()
  expect((await columnOf(desk.lan, desk.story.book, TX4)).slice(0, 2)).toEqual([null, null])
  await page.unroute('**/graphql')
  await page.reload()
  await saved(page)
  expect((await columnOf(desk.lan, desk.story.book, TX4)).slice(0, 2)).toEqual(['8.0', '7.0'])
})

test('another account on the same device neither sees nor sends what waits', async () => {
  const page = await desk.openBook()
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('RecordMarks') ? route.abort() : route.continue(),
  )
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['8'])
  await page.getByText('Mất mạng, 1 ô chờ').waitFor()
  await page.unroute('**/graphql')
  await page.context().addCookies([{ ...desk.hung.cookie, url: desk.api.url }])
  await page.goto(`${desk.api.url}${desk.story.path}`)
  await page.locator('[data-row="0"]').waitFor()
  await page.waitForTimeout(1_000)
  expect(await status(page)).not.toContain('chờ')
  expect((await columnOf(desk.lan, desk.story.book, TX4))[0]).toBeNull()
  await page.context().addCookies([{ ...desk.lan.cookie, url: desk.api.url }])
  await page.goto(`${desk.api.url}${desk.story.path}`)
  await eventually(async () => (await columnOf(desk.lan, desk.story.book, TX4))[0]).toBe('8.0')
})

test('the device holds neither a name nor a mark in the clear; what waits opens after a changed password, for its account alone', async () => {
  const page = await desk.openBook()
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('RecordMarks') ? route.abort() : route.continue(),
  )
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['8,5', '11'])
  await page.getByText('Mất mạng, 1 ô chờ').waitFor()
  await eventually(() => waitingOn(page)).toBe(3)
  const kept = await heldBy(page)
  const { book, pupils } = desk.story
  for (const words of ['8.5', '8,5', '11"', 'regular', 'refused', book, pupils.get(names[0]!)!, 'Hoàng', names[1]!])
    expect(kept).not.toContain(words)
  await page.unroute('**/graphql')
  const password_hash = await hashPassword('một mật khẩu khác hẳn')
  await desk.api.owner
    .updateTable('account')
    .set({ password_hash })
    .where('id', '=', desk.story.lan.account_id)
    .execute()
  const again = await desk.api.as(desk.story.lan.account_id)
  await page.context().addCookies([{ ...again.cookie, url: desk.api.url }])
  await page.reload()
  await saved(page)
  expect((await columnOf(desk.lan, desk.story.book, TX4))[0]).toBe('8.5')
  await page.getByText('“11” không lưu được').waitFor()
})

test('a session that ends in the middle of a save is mended in place, and the save goes through once', async () => {
  await desk.api.owner
    .updateTable('account')
    .set({ password_hash: await hashPassword('mật khẩu dài đủ'), login: 'thu.lan' })
    .where('id', '=', desk.story.lan.account_id)
    .execute()
  const page = await desk.openBook({}, await desk.api.as(desk.story.lan.account_id))
  await desk.api.owner
    .updateTable('session')
    .set({ expires_at: new Date('2026-01-01') })
    .where('account_id', '=', desk.story.lan.account_id)
    .execute()
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['8,5'])
  await page.getByRole('heading', { name: 'Đăng nhập lại tại đây' }).waitFor()
  await page.getByLabel('Số điện thoại hoặc tên đăng nhập').fill('thu.lan')
  await page.getByLabel('Mật khẩu').fill('mật khẩu dài đủ')
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await saved(page)
  desk.lan = await desk.api.as(desk.story.lan.account_id)
  expect((await columnOf(desk.lan, desk.story.book, TX4))[0]).toBe('8.5')
  expect((await history(desk.story.pupils.get(names[0]!)!)).rows).toBe(1)
})

test('signing out with waiting cells offers to send or drop them, and then nothing is left on the device', async () => {
  const page = await desk.openBook({}, await desk.api.as(desk.story.lan.account_id))
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('RecordMarks') ? route.abort() : route.continue(),
  )
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['8'])
  await page.getByText('Mất mạng, 1 ô chờ').waitFor()
  const leave = async () => {
    await page.locator('.me').first().click()
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click()
  }
  await leave()
  await page.getByRole('heading', { name: 'Còn 1 ô chưa vào sổ' }).waitFor()
  await page.getByRole('button', { name: 'Ở lại' }).click()
  await leave()
  await page.getByRole('button', { name: 'Bỏ các ô này và đăng xuất' }).click()
  await page.waitForURL('**/sign-in')
  expect(await waitingOn(page)).toBe(0)
})

test('the program opens without a line after the first visit, and says so in its own words', async () => {
  const page = await desk.openBook()
  await page.waitForTimeout(1_600)
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await eventually(() =>
    page.evaluate(async () => (await (await caches.open('program-1')).keys()).length),
  ).toBeGreaterThan(5)
  const kept = await page.evaluate(async () =>
    (await (await caches.open('program-1')).keys()).map(({ url }) => new URL(url).pathname),
  )
  expect(kept.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([])
  await page.context().setOffline(true)
  await page.reload()
  await page.getByRole('heading', { name: 'Chưa tải được vì không có mạng' }).waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Thử lại' }).click()
  await page.locator('[data-row="0"]').waitFor()
})

const status = (page: Page) => page.locator('.save-words').textContent()

async function history(student: string): Promise<{ rows: number }> {
  const { data } = await (
    await desk.api.as(desk.story.lan.account_id)
  ).ask<{ cellHistory: unknown[] }>(
    'query ($b: ID!, $s: ID!) { cellHistory(gradebook: $b, student: $s, column: "regular_4") { after } }',
    { b: desk.story.book, s: student },
  )
  return { rows: data!.cellHistory.length }
}

/** Everything that the device holds of anybody, as text: bytes letter by letter. */
const heldBy = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('waiting-marks')
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const all = opening.result.transaction('kept').objectStore('kept').getAll()
          const bytes = (value: unknown) =>
            ArrayBuffer.isView(value) || value instanceof ArrayBuffer
              ? new TextDecoder().decode(value as ArrayBuffer)
              : String(value)
          all.addEventListener('success', () =>
            resolve(all.result.map((one: object) => Object.values(one).map(bytes).join(' ')).join('\n')),
          )
        })
      }),
  )

/** How many records the device keeps, of anybody. */
const waitingOn = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('waiting-marks')
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const count = opening.result.transaction('kept').objectStore('kept').count()
          count.addEventListener('success', () => resolve(count.result))
        })
      }),
  )
