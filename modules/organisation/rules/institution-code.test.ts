import { expect, test } from 'vitest'
import { gradesOf, institutionCodes, isInstitutionCode, kindOfInstitution, runsUnder } from './institution-code.ts'
import { isOverfull } from './class-size.ts'

test('the thirteen codes of the circular are known, and no other', () => {
  expect(institutionCodes).toEqual(['C0', 'C1', 'C2', 'C3', 'C12', 'C23', 'C123', 'TX', 'TH', 'TN', 'TNT', 'TC', 'TK'])
  expect(['C13', 'c2', 'T', ''].filter(isInstitutionCode)).toEqual([])
})

test('schools begin with C and centres with T', () => {
  expect(institutionCodes.filter((code) => kindOfInstitution(code) === 'centre')).toEqual([
    'TX',
    'TH',
    'TN',
    'TNT',
    'TC',
    'TK',
  ])
})

test('a school of several levels teaches the grades of each', () => {
  expect(gradesOf('C23')).toEqual([6, 7, 8, 9, 10, 11, 12])
  expect(gradesOf('C12').at(0)).toBe(1)
  expect(gradesOf('C12').at(-1)).toBe(9)
  expect(gradesOf('C0')).toEqual([])
})

test('what reaches grade 10 stands under the department, the rest under a commune', () => {
  expect(institutionCodes.filter((code) => runsUnder(code) === 'commune_office')).toEqual(['C0', 'C1', 'C2', 'C12'])
})

test('a secondary class of 46 is overfull, one of 45 is not', () => {
  expect([45, 46].map((pupils) => isOverfull(9, pupils))).toEqual([false, true])
  expect(isOverfull(5, 46)).toBe(false)
})
