import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { firstLink } from '../../server/first-run.ts'
import { readConfig } from '../../server/config.ts'
import { frozenNow, useApi, type Person, type TestApi } from '../api.ts'
import { accessibilityFaults, sidewaysBy } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { aClass, anAssignment, aProvince, aPupil, aSchool, aTeacher, someone, thisYear } from '../make.ts'
import { buildWeb } from '../pages.ts'

let built: Promise<string> | undefined
const web = () => (built ??= buildWeb())
const api = useApi(web)
const empty = useApi(web)
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true }
const secret = 'con mèo trên mái nhà'

let browser: Browser
let slug: string
let homeroom: Person
let principal: Person
let officer: Person
let office: Person

beforeAll(async () => {
  const { owner } = api
  browser = await openBrowser()
  const { department, commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  ;({ slug } = await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow())
  const ha = await aTeacher(owner, school_id, 'Phạm Thị Thu Hà')
  const class_id = await aClass(owner, school_id, '9A2')
  await anAssignment(owner, school_id, thisYear, ha, { class_id })
  const child = await aPupil(owner, school_id, class_id, 'Nguyễn Minh Khôi')
  await owner
    .insertInto('guardianship')
    .values({
      school_id,
      student_id: child.student_id,
      child_id: child.person_id,
      person_id: (await owner.insertInto('person').defaultValues().returning('id').executeTakeFirstOrThrow()).id,
      kind: 'father',
      full_name: 'Nguyễn Văn Thành',
      phone: '0912 345 678',
      valid_from: '2026-09-01',
    })
    .execute()
  const as = async (name: string, role: 'principal' | 'officer' | 'school_administrator', unit_id: number) =>
    api.as((await someone(owner, name, { role, unit_id })).account_id)
  homeroom = await api.as(ha.account_id)
  principal = await as('Phạm Quốc Hùng', 'principal', school_id)
  office = await as('Đặng Thu Hường', 'school_administrator', school_id)
  officer = await as('Lê Thị Hồng Vân', 'officer', department)
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

async function open(
  path: string,
  person?: Person,
  options: BrowserContextOptions = {},
  at: TestApi = api,
): Promise<Page> {
  const context = await browser.newContext({
    locale: 'vi-VN',
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
    ...options,
  })
  if (person) await context.addCookies([{ ...person.cookie, url: at.url }])
  const page = await context.newPage()
  await page.goto(`${at.url}${path}`)
  await page.getByRole('heading').first().waitFor()
  return page
}
const soundOn = async (page: Page) => {
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await sidewaysBy(page)).toBe(0)
}
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor()
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

test('a father comes from the slip of paper to the page of his child, on a telephone, within a minute', async () => {
  const desk = await open(`/guardians/${slug}/2026-2027/9a2`, homeroom)
  await desk.getByText('chưa in phiếu').waitFor()
  await soundOn(desk)
  await press(desk, 'In 1 phiếu cho người chưa có')
  const code = await desk.locator('.slip-code').textContent()
  await desk.locator('.qr path').waitFor()
  await soundOn(desk)

  const begun = performance.now()
  const page = await open('/phieu', undefined, phone)
  await soundOn(page)
  await page.getByLabel('Mã trên phiếu').fill(code!.toLowerCase().replaceAll('-', ' '))
  await page.getByLabel('4 số cuối của bạn').fill('0000')
  await press(page, 'Tiếp tục')
  await page.getByText('Mã hoặc 4 số cuối không đúng').waitFor()
  await page.getByLabel('4 số cuối của bạn').fill('5678')
  await press(page, 'Tiếp tục')
  await heading(page, 'Tạo tài khoản của bạn')
  expect(await page.locator('.entry-child').textContent()).toContain('Nguyễn Minh Khôi')
  await soundOn(page)
  await page.getByLabel('Số điện thoại của bạn').fill('0912345678')
  await page.getByLabel('Mật khẩu mới').fill('ngắn')
  await press(page, 'Xem kết quả của con')
  await page.getByText('Mật khẩu cần ít nhất 10 kí tự.').waitFor()
  await page.getByLabel('Mật khẩu mới').fill(secret)
  await press(page, 'Xem kết quả của con')
  await heading(page, /Nguyễn Minh Khôi/)
  expect(performance.now() - begun).toBeLessThan(30_000)

  await desk.getByRole('button', { name: 'Xong, về danh sách' }).click()
  await desk.getByText('Đã mở 25/11/2026').waitFor()
})

test('the code in the printed square fills the page by itself', async () => {
  const page = await open('/phieu#ACDEFGHJKMNPQRT', undefined, phone)
  expect(await page.getByLabel('Mã trên phiếu').inputValue()).toBe('ACDEF-GHJKM-NPQRT')
})

test('a principal connects a program: the token is seen once, reads the school, and is revoked in the list', async () => {
  const page = await open(`/tokens/${slug}`, principal)
  await page.getByText('Chưa có phần mềm nào được kết nối').waitFor()
  await soundOn(page)
  await press(page, 'Tạo mã')
  await page.getByText('Ghi tên phần mềm dùng mã này.').waitFor()
  await page.getByLabel('Dùng cho phần mềm nào').fill('Thời khoá biểu')
  await press(page, 'Tạo mã')
  await heading(page, 'Mã truy cập cho “Thời khoá biểu”')
  await soundOn(page)
  const program = api.machine('', (await page.locator('.token-text').textContent()) ?? '')
  expect((await program.ask('{ academicYears { year } }')).status).toBe(200)
  await press(page, 'Đã chép, đóng lại')
  expect(await page.locator('.token-text').count()).toBe(0)
  await press(page, 'Thu hồi')
  await soundOn(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Thu hồi' }).click()
  await page.getByText('đã thu hồi', { exact: true }).waitFor()
  expect((await program.ask('{ academicYears { year } }')).status).toBe(401)
  const small = await open(`/tokens/${slug}`, principal, { ...phone, colorScheme: 'dark' })
  await small.getByText('đã thu hồi').waitFor()
  await soundOn(small)
})

test('a teacher finds no tokens', async () => {
  const page = await open(`/tokens/${slug}`, homeroom)
  await page.getByText('Bạn không xem được mã truy cập ở đây').waitFor()
  await soundOn(page)
})

test('a colleague gets an account, sets the password with the slip and is in', async () => {
  const page = await open(`/accounts/${slug}`, office)
  await page.getByRole('link', { name: 'Đặng Thu Hường' }).waitFor()
  await soundOn(page)
  await page.getByLabel('Họ và tên').fill('Vũ Đức Việt')
  await page.getByLabel(/Số định danh cá nhân/).fill('02519000471')
  await press(page, 'Cấp tài khoản')
  await page.getByText('Cần 12 chữ số, mới có 11.').waitFor()
  expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Vũ Đức Việt')
  await page.getByLabel(/Số định danh cá nhân/).fill('025190004711')
  await press(page, 'Cấp tài khoản')
  const code = await page.locator('.slip-code').textContent()
  expect(await page.locator('.slips').textContent()).toContain('Tên đăng nhập: viet.vd')

  const own = await open(`/first-password#viet.vd:${code!.replaceAll('-', '')}`)
  await soundOn(own)
  await own.getByLabel('Mật khẩu mới').fill(secret)
  await press(own, 'Đặt mật khẩu và vào')
  await own.getByText('Vũ Đức Việt').first().waitFor()
})

test('a forgotten password is renewed by the office of the school, and the account is found without diacritics', async () => {
  const page = await open(`/accounts/${slug}?q=viet`, office)
  await page.getByRole('link', { name: 'Vũ Đức Việt' }).click()
  await heading(page, 'Vũ Đức Việt')
  await soundOn(page)
  await press(page, 'Cấp mã mới')
  const code = await page.locator('.slip-code').textContent()
  const own = await open('/first-password')
  await own.getByLabel('Số điện thoại hoặc tên đăng nhập').fill('viet.vd')
  await own.getByLabel('Mã trên phiếu').fill(code!)
  await own.getByLabel('Mật khẩu mới').fill('một câu khác hẳn trước')
  await press(own, 'Đặt mật khẩu và vào')
  await own.getByText('Vũ Đức Việt').first().waitFor()
})

test('an officer stands in with a reason, sees it over every page, and the principal is told', async () => {
  const page = await open(`/accounts/${slug}`, officer)
  await press(page, 'Làm thay trường này')
  await press(page, /Làm thay trong 2 giờ/)
  await page.getByText('Ghi lí do.').waitFor()
  await page.getByLabel('Lí do').fill('Trường nhờ sửa danh sách lớp')
  await soundOn(page)
  await press(page, /Làm thay trong 2 giờ/)
  await page.getByText('Đang làm thay THCS Nguyễn Du đến 12:00').waitFor()
  await soundOn(page)

  const told = await open('/notices', principal)
  await told.getByText('Lê Thị Hồng Vân của sở làm thay THCS Nguyễn Du trong 2 giờ').waitFor()
  await soundOn(told)
  await page.bringToFront()
  await press(page, 'Kết thúc làm thay')
  await page.getByRole('button', { name: 'Làm thay trường này' }).waitFor()
  await page.getByText('Đang làm thay').waitFor({ state: 'detached' })
})

test('the own account shows where one is signed in, and ends the others', async () => {
  await api.as(principal.account_id)
  const page = await open('/account', principal, phone)
  await page.getByText('phiên này').waitFor()
  await soundOn(page)
  await press(page, 'Đăng xuất 1 nơi khác')
  await page.getByText('Đã đăng xuất 1 nơi.').waitFor()
  expect(await page.getByText('phiên này').count()).toBe(1)
})

test.each(['dark', 'light'] as const)('accounts and slips read well on a telephone, %s', async (colorScheme) => {
  for (const [path, person] of [
    [`/accounts/${slug}`, office],
    [`/guardians/${slug}/2026-2027/9a2`, homeroom],
  ] as const) {
    const page = await open(path, person, { ...phone, colorScheme })
    await page.locator('tbody tr:not([aria-hidden])').first().waitFor()
    await soundOn(page)
  }
})

test('on a new machine the printed link sets the province and lets its first administrator in', async () => {
  const link = await firstLink(readConfig({ DEMO: '0' }), empty.owner)
  await empty.owner
    .updateTable('invitation')
    .set({ expires_at: new Date(frozenNow.getTime() + 86_400_000) })
    .execute()
  const page = await open(`/first-run#${link!.split('#')[1]}`, undefined, {}, empty)
  await page.getByRole('combobox').waitFor()
  await soundOn(page)
  await page.getByRole('combobox').selectOption({ label: 'Tỉnh Phú Thọ' })
  expect(await page.getByLabel('Tên đầy đủ của sở').inputValue()).toBe('Sở Giáo dục và Đào tạo Phú Thọ')
  await page.getByLabel('Họ và tên').fill('Đỗ Minh Quân')
  await page.getByLabel('Số điện thoại hoặc tên đăng nhập').fill('quan')
  await page.getByLabel('Mật khẩu mới').fill(secret)
  await press(page, 'Bắt đầu dùng')
  await page.getByText('Trường học Phú Thọ').waitFor()
  await page.getByText('Đỗ Minh Quân').first().waitFor()
  const again = await open(`/first-run#${link!.split('#')[1]}`, undefined, {}, empty)
  await again.getByText('Liên kết không đúng, đã dùng hoặc đã hết hạn.').waitFor()
})

test('whoever is signed in reads what is held about persons, from the own account and on a telephone', async () => {
  const page = await open('/account', homeroom, phone)
  await page.getByRole('link', { name: 'Hệ thống lưu những dữ liệu gì' }).click()
  await heading(page, 'Dữ liệu cá nhân được lưu')
  const row = page.getByRole('row').filter({ hasText: 'Liên hệ và hoàn cảnh' })
  await row.waitFor()
  expect(await row.textContent()).toContain('nhạy cảm')
  expect(await row.textContent()).toContain('5 năm sau khi rời trường')
  await soundOn(page)
})

test('a teacher adds a passkey, signs in with it alone, proves with it who sits there, and removes it', async () => {
  const named = { ...api, url: api.url.replace('127.0.0.1', 'localhost') }
  const page = await open('/account', homeroom, {}, named)
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.getByRole('button', { name: 'Thêm khoá truy cập' }).click()
  await page.getByText('Đặt tên cho khoá').waitFor()
  await page.getByLabel('Tên của khoá').fill('Máy ở phòng giáo viên')
  await soundOn(page)
  await press(page, 'Thêm khoá truy cập')
  await heading(page, 'Mã dự phòng')
  await soundOn(page)
  await press(page, 'Tôi đã cất các mã')
  await page.getByText('Máy ở phòng giáo viên').waitFor()
  await soundOn(page)
  await shot(page, 'passkeys')

  await page.context().clearCookies()
  await page.goto(`${named.url}/sign-in`)
  await page.getByRole('button', { name: 'Dùng khoá truy cập' }).waitFor()
  await soundOn(page)
  await press(page, 'Dùng khoá truy cập')
  await page.waitForURL(`${named.url}/`)
  await page.getByText('Phạm Thị Thu Hà').first().waitFor()

  // A quarter of an hour later, an act of long consequence.
  await api.owner
    .updateTable('session')
    .set({ proven_at: new Date(frozenNow.getTime() - 900_000) })
    .where('account_id', '=', homeroom.account_id)
    .execute()
  await page.goto(`${named.url}/account`)
  await press(page, 'Xoá khoá Máy ở phòng giáo viên')
  await page.getByRole('dialog').waitFor()
  await soundOn(page)
  await shot(page, 'prove')
  await page.getByRole('dialog').getByRole('button', { name: 'Dùng khoá truy cập' }).click()
  await page.getByText('Đã xoá khoá Máy ở phòng giáo viên').waitFor()
  await page.getByText('Máy ở phòng giáo viên', { exact: true }).waitFor({ state: 'detached' })
})

const shot = (page: Page, name: string) =>
  process.env.SHOTS ? page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) : undefined
