import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { decodeStudent } from '../../modules/students/keys.ts'
import { accessibilityFaults, sidewaysBy } from '../axe.ts'
import { cell, eventually, GK, saved, TX4, typeMarks, useDesk } from './gradebook-desk.ts'
import { columnOf, lockColumn, names, openAs, unlockColumn, workbookOf, writeCell } from './gradebook-story.ts'

const desk = useDesk()

test('a column is typed with the keyboard alone, saved by itself and undone cell by cell', async () => {
  const page = await desk.openBook()
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['8,5', '7.5', '10'])
  expect(await cell(page, 1, TX4).textContent()).toContain('8,5')
  await saved(page)
  expect((await columnOf(desk.lan, desk.story.book, TX4)).slice(0, 4)).toEqual(['8.5', '7.5', '10.0', null])
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await eventually(async () => (await columnOf(desk.lan, desk.story.book, TX4)).slice(0, 3)).toEqual([
    '8.5',
    null,
    null,
  ])
  await page.keyboard.press('Control+Shift+z')
  await eventually(async () => (await columnOf(desk.lan, desk.story.book, TX4)).slice(0, 3)).toEqual([
    '8.5',
    '7.5',
    null,
  ])
})

test('keys move, select and leave the grid as those of a spreadsheet', async () => {
  const page = await desk.openBook()
  await cell(page, 2, 0).click()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowRight')
  await page.getByText('Đang chọn 4 ô').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+ArrowDown')
  await eventually(() => page.locator('tr.cur').getAttribute('data-row')).toBe('44')
  await page.keyboard.press('Control+End')
  await eventually(() => page.evaluate(() => document.activeElement?.closest('.g') !== null)).toBe(true)
  await page.keyboard.press('Tab')
  await eventually(() => page.evaluate(() => document.activeElement?.closest('.g') !== null)).toBe(false)
})

test('F2 edits in place, Esc gives the old value back, and the cell says its name', async () => {
  const page = await desk.openBook()
  await cell(page, 8, 0).click()
  const focused = page.locator('.g input.in')
  expect(await focused.getAttribute('aria-label')).toMatch(/^Hà Thị Diệp, thường xuyên 1, \d+,\d$/)
  const before = await cell(page, 8, 0).textContent()
  await page.keyboard.press('F2')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('9')
  expect(await focused.inputValue()).toHaveLength((before ?? '').length + 1)
  await page.keyboard.press('Escape')
  expect(await cell(page, 8, 0).textContent()).toBe(before)
})

test('a block from Excel goes in by name in any order, strangers are shown, and one undo takes all back', async () => {
  const page = await desk.openBook()
  await cell(page, 1, TX4).click()
  await paste(page, 'Hà Thị Diệp\t8,5\nNguyễn Hoàng Anh\t7\nTriệu Mai Hường\t9\nTrần Đức Anh\ttám')
  await saved(page)
  await page.getByRole('heading', { name: /^1 dòng không khớp/ }).waitFor()
  await page.getByText('Gần nhất: Triệu Mai Hương.').waitFor()
  const now = await columnOf(desk.lan, desk.story.book, TX4)
  expect([now[0], now[1], now[7], now[19]]).toEqual(['7.0', null, '8.5', null])
  await page.getByText('“tám” không lưu được').waitFor()
  await page.getByRole('button', { name: 'Đúng là em này' }).click()
  await eventually(async () => (await columnOf(desk.lan, desk.story.book, TX4))[19]).toBe('9.0')
  await page.getByRole('button', { name: /^Hoàn tác: dán 1 ô/ }).click()
  await page.getByRole('button', { name: /^Hoàn tác: dán 3 ô/ }).click()
  await eventually(async () => (await columnOf(desk.lan, desk.story.book, TX4)).filter(Boolean)).toEqual([])
  expect(await page.getByText('“tám” không lưu được').count()).toBe(0)
})

test('filling down fills the empty cells of the class, leaving the others', async () => {
  const page = await desk.openBook()
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['8'])
  await cell(page, 3, TX4).click()
  await typeMarks(page, ['5'])
  await cell(page, 1, TX4).click()
  await page.keyboard.press('Control+Alt+d')
  await eventually(
    async () => (await columnOf(desk.lan, desk.story.book, TX4)).filter((mark) => mark === '8.0').length,
  ).toBe(44)
  expect((await columnOf(desk.lan, desk.story.book, TX4))[2]).toBe('5.0')
})

test.each([
  ['mine', /Bạn gõ/, '7.5'],
  ['theirs', /Trần Văn Hưng/, '8.0'],
])("a colleague's value is shown beside the own one: keep %s", async (_, button, kept) => {
  const page = await desk.openBook()
  const student = desk.story.pupils.get('Nguyễn Bảo Châu')!
  const was = (await columnOf(desk.lan, desk.story.book, GK))[4]!
  expect(await writeCell(desk.hung, desk.story.book, { student, column: 'midterm', was, value: '8.0' })).toBe('saved')
  await cell(page, 5, GK).click()
  await typeMarks(page, ['7,5'])
  await page.getByText('Nguyễn Bảo Châu · GK có hai giá trị').waitFor()
  await page.keyboard.press('F8')
  expect(await page.locator('tr.cur').getAttribute('data-row')).toBe('4')
  expect(await page.locator('.g input.in').getAttribute('aria-label')).toContain('có hai giá trị')
  await page.getByRole('button', { name: button }).click()
  await page.getByText('có hai giá trị').waitFor({ state: 'detached' })
  await eventually(async () => (await columnOf(desk.lan, desk.story.book, GK))[4]).toBe(kept)
})

test.each(['10,5', '-1', 'tám'])(
  '"%s" is refused in its cell with the reason, and what was typed outlives a reload',
  async (typed) => {
    const page = await desk.openBook()
    await cell(page, 2, TX4).click()
    await typeMarks(page, [typed])
    await page.getByText(`“${typed}” không lưu được`).waitFor()
    await page.waitForTimeout(300)
    await page.reload()
    await page.getByText(`“${typed}” không lưu được`).waitFor()
    expect(await cell(page, 2, TX4).textContent()).toContain(typed)
    await page.getByRole('button', { name: 'bỏ trống ô' }).click()
    await expect.poll(() => page.getByText('Cần xử lý').count()).toBe(0)
  },
)

test('a locked column takes nothing, shows its padlock and says why', async () => {
  await lockColumn(desk.api, desk.story, 'regular', 1)
  const page = await desk.openBook()
  expect(
    await page
      .getByRole('columnheader', { name: /TX1/ })
      .getByRole('img', { name: /Đã khoá 15\/10/ })
      .count(),
  ).toBe(1)
  await cell(page, 1, 0).click()
  const before = await cell(page, 1, 0).textContent()
  await page.keyboard.type('9')
  await page.getByText('Đã khoá 15/10. Sửa được khi hiệu trưởng mở khoá ở trang Sổ điểm.').first().waitFor()
  await page.keyboard.press('Enter')
  expect(await cell(page, 1, 0).textContent()).toBe(before)
  expect(await cell(page, 1, 0).getAttribute('aria-readonly')).toBe('true')
})

test('the history of a cell is one key away, and the average says why', async () => {
  const student = desk.story.pupils.get('Hà Thị Diệp')!
  await writeCell(desk.hung, desk.story.book, { student, column: 'regular_4', was: null, value: '7.5' })
  const page = await desk.openBook()
  await cell(page, 8, TX4).click()
  await page.locator('.tl li').waitFor()
  expect(await page.locator('.tl').textContent()).toMatch(/7,5.*Gõ vào ô.*Trần Văn Hưng/)
  await page.keyboard.press('h')
  expect(await page.locator('.tl').count()).toBe(0)
  await page.getByRole('heading', { name: /^Vì sao ĐTB tạm tính là \d+,\d\?$/ }).waitFor()
})

test('on a phone a column goes in with the pad, pupil by pupil, and nothing scrolls sideways', async () => {
  const page = await openAs(desk.browser, desk.api, desk.lan, desk.story.path, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  })
  await page.getByRole('button', { name: /^TX4/ }).click()
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/phone.png` })
  const key = (name: string) => page.getByRole('button', { name, exact: true }).click()
  for (const name of ['8', '5', 'Em tiếp', '10', 'Em tiếp', '7', 'phẩy', '5', 'Xoá một số', '2', 'Em tiếp'])
    await key(name)
  await eventually(async () => (await columnOf(desk.lan, desk.story.book, TX4)).slice(0, 4)).toEqual([
    '8.5',
    '10.0',
    '7.2',
    null,
  ])
  expect(await page.locator('[aria-current="true"]').textContent()).toContain('Bảo')
  expect(await sidewaysBy(page)).toBe(0)
  await page.getByRole('button', { name: 'Việc khác' }).click()
  await page.getByText('Tự xuống dòng').click()
  for (const name of ['6', '5', '9', '0']) await key(name)
  await eventually(async () => (await columnOf(desk.lan, desk.story.book, TX4)).slice(3, 5)).toEqual(['6.5', '9.0'])
  await page.getByRole('button', { name: 'Việc khác' }).click()
  await page.getByRole('menuitem', { name: /lịch sử/ }).click()
  await page.getByRole('heading', { name: /^Vì sao ĐTB tạm tính/ }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Đóng' }).click()
  const small = await page
    .locator('.keys button')
    .evaluateAll((keys) => keys.filter((it) => it.getBoundingClientRect().height < 50).length)
  expect(small).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
})

test.each(['light', 'dark'] as const)(
  'the grid has no fault for those who cannot see it, %s, with every state on the screen',
  async (colorScheme) => {
    await lockColumn(desk.api, desk.story, 'regular', 1)
    const page = await desk.openBook({ colorScheme })
    await cell(page, 2, TX4).click()
    await typeMarks(page, ['11'])
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('RecordMarks') ? route.abort() : route.continue(),
    )
    await typeMarks(page, ['8'])
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('Mất mạng').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  },
)

test('M typed or pasted is refused with the way to the school and loses nothing; an exempt pupil shows M and takes nothing', async () => {
  const { owner } = desk.api
  const exemptOne = decodeStudent(desk.story.pupils.get(names[2]!)!).student_id
  await owner.updateTable('subject_result').set({ exempt: true }).where('student_id', '=', exemptOne).execute()
  const page = await desk.openBook()
  const before = await cell(page, 2, 0).textContent()
  await cell(page, 2, 0).click()
  await typeMarks(page, ['M'])
  await page.getByText('“M” không ghi được ở đây: hiệu trưởng quyết định miễn').waitFor()
  await page.getByRole('button', { name: 'Đề nghị nhà trường ghi miễn' }).click()
  await page.getByText('Đã gửi đề nghị miễn cho hiệu trưởng.').first().waitFor()
  expect(await cell(page, 2, 0).textContent()).toBe(before)
  expect(await cell(page, 3, TX4).textContent()).toBe('M')
  await cell(page, 3, TX4).click()
  await page.keyboard.type('9')
  await page.getByText('Em được nhà trường ghi miễn môn này.').first().waitFor()
  await page.keyboard.press('Delete')
  await paste(page, 'M\t8')
  await page.getByText('“8” không lưu được: em được miễn môn này.').waitFor()
  expect(await cell(page, 3, TX4).textContent()).toBe('M')
  expect(await cell(page, 3, TX4).getAttribute('aria-readonly')).toBe('true')
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/exempt.png` })
  expect(await accessibilityFaults(page)).toEqual([])
})

test('several results are noted behind a regular mark, and the chosen one goes into the book with its history', async () => {
  const page = await desk.openBook()
  await cell(page, 1, 0).click()
  const before = await cell(page, 1, 0).textContent()
  const panel = page.locator('.attempts')
  await panel.getByRole('button', { name: 'Ghi thêm một lần' }).click()
  await panel.getByLabel('Điểm').fill('11')
  await panel.getByRole('button', { name: 'Ghi lần này' }).click()
  await panel.getByText('“11” không lưu được').waitFor()
  await panel.getByLabel('Điểm').fill('9,5')
  await panel.getByLabel('Hình thức').fill('Vấn đáp')
  await page.keyboard.press('Enter')
  await panel.getByRole('listitem').nth(1).waitFor()
  expect(await panel.getByRole('listitem').allTextContents()).toEqual([
    expect.stringContaining(`${before}đang trong sổ`),
    expect.stringContaining('9,525/11/2026 · Vấn đáp'),
  ])
  expect(await accessibilityFaults(page)).toEqual([])
  await panel.getByRole('button', { name: 'Lấy vào sổ' }).click()
  await saved(page)
  expect((await columnOf(desk.lan, desk.story.book, 0))[0]).toBe('9.5')
  await eventually(() => page.locator('.tl').textContent()).toMatch(/9,5.*Chọn trong các lần đánh giá/)
  await page.getByRole('button', { name: 'Hoàn tác: chọn 1 ô' }).click()
  await eventually(async () => (await columnOf(desk.lan, desk.story.book, 0))[0]).toBe(before!.replace(',', '.'))
})

test('comments go in on a phone too: typed, by a phrase, pupil by pupil', async () => {
  const page = await openAs(desk.browser, desk.api, desk.lan, desk.story.path, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  })
  await page.getByRole('button', { name: /^Nhận xét/ }).click()
  const text = page.locator('#comment')
  await text.fill('Chăm chỉ.')
  await page.getByRole('button', { name: 'Em tiếp' }).click()
  await page.getByRole('button', { name: 'Tiến bộ rõ so với đầu kì.' }).click()
  await eventually(() => text.inputValue()).toBe('Tiến bộ rõ so với đầu kì.')
  await page.getByText('còn 43 em').waitFor()
  const comments = async () => {
    const { data } = await desk.lan.ask<{ gradebook: { rows: { comment: string | null }[] } }>(
      'query ($id: ID!) { gradebook(id: $id) { rows { comment } } }',
      { id: desk.story.book },
    )
    return data!.gradebook.rows.slice(0, 3).map(({ comment }) => comment)
  }
  await eventually(comments).toEqual(['Chăm chỉ.', 'Tiến bộ rõ so với đầu kì.', null])
  expect(await sidewaysBy(page)).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/phone-comment.png` })
})

test('the page speaks English as well', async () => {
  const page = await openAs(desk.browser, desk.api, desk.lan, '/nowhere')
  await page.evaluate(() => localStorage.setItem('language', 'en'))
  await page.goto(`${desk.api.url}${desk.story.path}`)
  await page.getByRole('heading', { name: 'Gradebook Toán 9A2' }).waitFor()
  await cell(page, 2, TX4).click()
  await typeMarks(page, ['11'])
  await page.getByText('“11” was not saved: marks go from 0 to 10.').waitFor()
})

test('twenty whole rows stand at 1366 × 768', async () => {
  const page = await desk.openBook()
  const whole = await page.evaluate(() => {
    const foot = document.querySelector('.g tfoot')!.getBoundingClientRect().top
    return [...document.querySelectorAll('[data-row]')].filter((row) => row.getBoundingClientRect().bottom <= foot + 1)
      .length
  })
  expect(whole).toBeGreaterThanOrEqual(20)
})

test('an Excel file is previewed, decided and written as one action that can be undone', async () => {
  const page = await desk.openBook()
  await page.getByRole('link', { name: 'Nhập Excel' }).click()
  const content = await workbookOf(
    ['STT', 'Họ và tên', 'TX4', 'GK'],
    [
      [1, 'Nguyễn Hoàng Anh', 7.5, null],
      [2, 'Trần Đức Anh', 68, null],
      [3, 'Triệu Mai Hường', 9, null],
      [5, 'Nguyễn Bảo Châu', null, 3],
    ],
  )
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'so.xlsx', mimeType: 'application/octet-stream', buffer: content })
  await page.getByRole('heading', { name: 'Xem trước: chưa có gì được ghi' }).waitFor()
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/import.png` })
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Ghi 2 ô' }).waitFor()
  await page.getByRole('button', { name: 'Dùng 6,8' }).click()
  await page.getByRole('button', { name: 'Đúng là em này' }).click()
  await page.getByRole('button', { name: 'Giữ điểm cũ' }).click()
  await page.getByRole('button', { name: 'Ghi 3 ô' }).click()
  await saved(page)
  const now = await columnOf(desk.lan, desk.story.book, TX4)
  expect([now[0], now[1], now[19]]).toEqual(['7.5', '6.8', '9.0'])
  await page.getByRole('button', { name: 'Hoàn tác: nhập 3 ô' }).click()
  await eventually(async () => (await columnOf(desk.lan, desk.story.book, TX4)).filter(Boolean)).toEqual([])
})

test('a column unlocked for a time takes changes with a reason, and they wait until one is given', async () => {
  await lockColumn(desk.api, desk.story, 'regular', 1)
  await unlockColumn(desk.api, desk.story, 'regular', 1)
  const page = await desk.openBook()
  await cell(page, 1, 0).click()
  await typeMarks(page, ['9,5'])
  await page.getByText('1 ô chờ lí do để được gửi.').waitFor()
  await page.waitForTimeout(1_000)
  expect((await columnOf(desk.lan, desk.story.book, 0))[0]).not.toBe('9.5')
  await page.getByLabel('Lí do sửa').fill('Phúc tra')
  await page.getByRole('button', { name: 'Gửi 1 ô với lí do này' }).click()
  await saved(page)
  expect((await columnOf(desk.lan, desk.story.book, 0))[0]).toBe('9.5')
  await cell(page, 1, 0).click()
  await eventually(() => page.locator('.tl').textContent()).toMatch(/9,5.*Phúc tra.*Trần Thị Thu Lan/)
})

test('the school lets 85 be 8,5, and all own books stand in one view with what is missing', async () => {
  await desk.api.owner
    .insertInto('gradebook_setting')
    .values({ school_id: desk.story.school_id, tenths_without_comma: true })
    .execute()
  const page = await desk.openBook()
  await cell(page, 1, TX4).click()
  await typeMarks(page, ['85', '10'])
  await saved(page)
  expect((await columnOf(desk.lan, desk.story.book, TX4)).slice(0, 2)).toEqual(['8.5', '10.0'])
  await page.goto(`${desk.api.url}/my-books`)
  const row = page.getByRole('row', { name: /9A2 · Toán/ })
  await row.waitFor()
  expect(await row.textContent()).toMatch(/2\/45/)
  expect(await accessibilityFaults(page)).toEqual([])
})

async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((words) => navigator.clipboard.writeText(words), text)
  await page.keyboard.press('Control+v')
}
