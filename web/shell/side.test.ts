import { expect, test } from 'vitest'
import type { Post, Role } from './session.ts'
import { sideOf, tabsOf } from './side.ts'

const words = (key: string, values?: object) => (values ? `${key} ${Object.values(values).join(' ')}` : key)
const school = { id: '1', name: 'Trường THCS Nguyễn Du', shortName: 'THCS Nguyễn Du', slug: 'thcs-nguyen-du' }
const office = { id: '2', name: 'Sở', shortName: 'Sở', slug: 'so' }
const post = (role: Role, unit: Post['unit']): Post => ({ id: role, role, unit, levels: null, subjects: null })
const homeroom = { unit: school.slug, class: '9a2', className: '9A2', academicYear: 2026, term: 1 as const }
const section = {
  gradebook: 'b',
  academicYear: 2026,
  term: 1,
  state: 'open' as const,
  pupils: 45,
  regularDue: 4,
  entered: [45, 45, 43, 7, 17, 0],
  closesOn: [],
  heldOn: [],
  locked: [],
  midtermMean: null,
  place: { unit: school.slug, unitName: 'x', class: '9a2', className: '9A2', subject: 'toan', subjectName: 'Toán' },
}
const side = (posts: Post[], rest: object = {}) =>
  sideOf(words, { posts, sections: [], homerooms: [], year: 2026, term: 1, ...rest })
const hrefs = (posts: Post[], rest?: object) => side(posts, rest).flatMap(({ items }) => items.map(({ href }) => href))
const tabs = (posts: Post[], rest?: object) => tabsOf(words, side(posts, rest)).map(({ href }) => href)

test('a teacher finds the own books and the own class, and has them at the thumb', () => {
  const teacher = [post('subject_teacher', school), post('homeroom', school)]
  const own = { sections: [section], homerooms: [homeroom] }
  expect(hrefs(teacher, own)).toContain('/thcs-nguyen-du/2026-2027/hk1/9a2/toan')
  expect(tabs(teacher, own)).toEqual(['/', '/my-books', '/students/thcs-nguyen-du/2026-2027/hk1/9a2', '/more'])
})

test('a principal finds the books, the assignments and the accounts of the school', () => {
  const links = hrefs([post('principal', school)])
  expect(links).toContain('/books/thcs-nguyen-du/2026-2027/hk1')
  expect(links).toContain('/assignments/thcs-nguyen-du/2026-2027')
  expect(links).toContain('/accounts/thcs-nguyen-du')
})

test('one who stands in for a school neither opens accounts nor takes forms out', () => {
  const links = hrefs([post('stand_in', school)])
  expect(links).toContain('/books/thcs-nguyen-du/2026-2027/hk1')
  expect(links.filter((href) => /^\/(accounts|reports)/.test(href))).toEqual([])
})

test('an officer has figures and who has not finished at the thumb', () => {
  expect(tabs([post('officer', office)])).toEqual(['/', '/figures', '/unfinished', '/more'])
})

test('an administrator has units and accounts at the thumb', () => {
  expect(tabs([post('administrator', office)])).toEqual(['/', '/units', '/accounts/so', '/more'])
})

test('an administrator of the whole finds how the system is; one of a part of it does not', () => {
  expect(hrefs([post('administrator', { ...office, kind: 'department' })])).toContain('/system')
  expect(hrefs([post('administrator', { ...office, kind: 'commune_office' })])).not.toContain('/system')
})

test('a commune officer looks for no pupil and alters no unit', () => {
  const links = hrefs([post('commune_officer', office)])
  expect(links.slice(0, 5)).toEqual(['/', '/figures', '/unfinished', '/returns', '/yearbook'])
  expect(links.filter((href) => /^\/(students|units|accounts)/.test(href))).toEqual([])
})

test('a teacher who is a parent too finds the child without another account', () => {
  expect(hrefs([post('subject_teacher', school), post('parent', null)], { sections: [section] })).toContain('/child')
})

test('two posts in one school give its lines once', () => {
  const links = hrefs([post('vice_principal', school), post('school_administrator', school)])
  expect(links.filter((href) => href.startsWith('/books'))).toHaveLength(1)
})
