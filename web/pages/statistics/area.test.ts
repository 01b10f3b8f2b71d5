import { expect, test } from 'vitest'
import type { Post } from '../../shell/session.ts'
import { areaOf, preset } from './area.ts'

const post = (more: Partial<Post>): Post => ({
  id: 'p',
  role: 'officer',
  unit: null,
  levels: null,
  subjects: null,
  ...more,
})
const maths = { code: 'TOAN', shortName: 'Toán' }
const address = (text: string) => new URLSearchParams(text)

test('the area of an officer is the level and the subjects of the post; a post for everything opens everything', () => {
  expect(areaOf({ posts: [post({ levels: ['lower_secondary'] })] })).toEqual({ level: 'lower', subjects: [] })
  expect(areaOf({ posts: [post({ subjects: [maths] })] })).toEqual({ level: undefined, subjects: [maths] })
  expect(areaOf({ posts: [post({ levels: ['lower_secondary'] }), post({})] }).level).toBeUndefined()
  expect(
    areaOf({ posts: [post({ levels: ['lower_secondary'] }), post({ levels: ['upper_secondary'] })] }).level,
  ).toBeUndefined()
})

test('the area of a teacher who is no officer is everything', () => {
  expect(areaOf({ posts: [post({ role: 'team_head', subjects: [maths] })] })).toEqual({
    level: undefined,
    subjects: [],
  })
})

test('filters are preset where the address is silent, and stay away where it says all or asks something already', () => {
  const area = { level: 'upper' as const, subjects: [maths] }
  const how = { asked: ['indicator'], subject: true }
  expect(preset(address(''), area, how).toString()).toBe('level=upper&subject=TOAN')
  expect(preset(address('level=all'), area, how).toString()).toBe('level=all&subject=TOAN')
  expect(preset(address('indicator=pupils'), area, how).toString()).toBe('indicator=pupils')
  expect(preset(address(''), area, { ...how, subject: false }).toString()).toBe('level=upper')
})
