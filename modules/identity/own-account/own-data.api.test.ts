import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useApi } from '../../../test/api.ts'
import { aClass, aParent, aProvince, aPupil, aSchool, aSection, aTeacher, type Someone } from '../../../test/make.ts'

const api = useApi()
let parent: Someone
let teacher: Someone

beforeAll(async () => {
  const { commune } = await aProvince(api.owner)
  const school = await aSchool(api.owner, commune)
  teacher = await aTeacher(api.owner, school, 'Trần Thị Thu Lan')
  const class_id = await aClass(api.owner, school, '9A2')
  await aSection(api.owner, school, class_id, 'TOAN', teacher)
  const child = await aPupil(api.owner, school, class_id, 'Hà Thị Diệp')
  await aPupil(api.owner, school, class_id, 'Nguyễn Hoàng Anh')
  parent = await aParent(api.owner, school, child, 'Hà Văn Nam')
})

async function taken(
  account_id: string,
): Promise<{ text: string; content: Record<string, Record<string, unknown>[]> }> {
  const response = await (await api.as(account_id)).fetch('/own-data.json')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toContain('attachment')
  const text = await response.text()
  return { text, content: JSON.parse(text) as Record<string, Record<string, unknown>[]> }
}

test('a parent takes out what is held about them and their child, and of no other child', async () => {
  const { text, content } = await taken(parent.account_id)
  expect(content['Hồ sơ học sinh']).toMatchObject([{ 'Họ và tên': 'Hà Thị Diệp', 'Dân tộc': 'Kinh' }])
  expect(content['Quá trình học và chuyên cần']).toMatchObject([{ Lớp: '9A2' }])
  expect(content['Thông tin người giám hộ trong hồ sơ']).toMatchObject([{ 'Họ và tên': 'Hà Văn Nam' }])
  expect(content['Hồ sơ học sinh']![0]).not.toHaveProperty('Điện thoại')
  expect(text).not.toContain('Nguyễn Hoàng Anh')
  expect(text).not.toMatch(/own_data\./)
})

test('a teacher takes out the own record and assignments, and no pupil', async () => {
  const { text, content } = await taken(teacher.account_id)
  expect(content['Hồ sơ nhân sự']).toMatchObject([{ 'Họ và tên': 'Trần Thị Thu Lan' }])
  expect(content['Phân công']).toHaveLength(1)
  expect(text).not.toContain('Hà Thị Diệp')
  expect(text).not.toMatch(/own_data\./)
})

test('that it was taken out stands in the trail, and a visitor gets nothing', async () => {
  const count = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from change where verb = 'own_data.export' and account_id = ${teacher.account_id}`.execute(
      api.owner,
    )
    return rows[0]!.count
  }
  const before = await count()
  await taken(teacher.account_id)
  expect(await count()).toBe(before + 1)
  expect((await api.visitor.fetch('/own-data.json')).status).toBe(401)
})
