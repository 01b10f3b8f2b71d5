import { expect, test } from 'vitest'
import { nameOf } from './statement-times.ts'

test('a statement has the name of its leading comment, also after the first word, and else none', () => {
  expect(nameOf('/* book.page */ select 1')).toBe('book.page')
  expect(nameOf('/** sums.all */ with x as (select 1) select')).toBe('sums.all')
  expect(nameOf('select /* students.list */ id')).toBe('students.list')
  expect(nameOf("select 'a', '/* not.this */'")).toBeNull()
  expect(nameOf('insert into "change" ("id") values ($1)')).toBeNull()
})
