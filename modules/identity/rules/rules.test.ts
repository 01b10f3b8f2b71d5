import { expect, test } from 'vitest'
import { codeAlphabet, codeLength, normalCode, printedCode } from './one-time-code.ts'
import { delegations, grantableRoles, mayGrant } from './delegation.ts'
import { loginFault, loginOfName, normalLogin, phoneOf } from './login.ts'
import { passwordFault } from './password.ts'

test('a code carries at least 60 bits in letters of which none looks like another', () => {
  expect(codeLength * Math.log2(codeAlphabet.length)).toBeGreaterThanOrEqual(60)
  expect(codeAlphabet).not.toMatch(/[01258BILOSUVZ]/)
  expect(new Set(codeAlphabet).size).toBe(codeAlphabet.length)
})

test('a code is the same however it is written', () => {
  expect(normalCode(' acdef-ghjkm nprt3 ')).toBe('ACDEFGHJKMNPRT3')
  expect(printedCode('acdefghjkmnpqrt')).toBe('ACDEF-GHJKM-NPQRT')
})

test.each([
  ['0912 345 678', '0912345678'],
  ['+84 912.345.678', '0912345678'],
  [' Lan.TTT ', 'lan.ttt'],
  ['co.lan@truong.vn', 'co.lan@truong.vn'],
])('the login "%s" is %s', (typed, login) => {
  expect(normalLogin(typed)).toBe(login)
})

test('a name gives a login, and a second one of the same name another', () => {
  expect(loginOfName('Trần Thị Thu Lan')).toBe('lan.ttt')
  expect(loginOfName('Trần Thị Thu Lan', 1)).toBe('lan.ttt2')
  expect(loginFault(loginOfName('Đạt'))).toBeNull()
  expect(loginFault(loginOfName("H'Ân Niê"))).toBeNull()
  expect(phoneOf('lan.ttt')).toBeNull()
  expect(loginFault('lá')).toBe('account.login_short')
  expect(loginFault('lá xanh')).toBe('account.login_letters')
})

test.each([
  ['chín chữ', 'account.password_short'],
  ['matkhau123', 'account.password_common'],
  ['Mật khẩu 123', 'account.password_common'],
  ['aaaaaaaaaaaa', 'account.password_common'],
  ['abcabcabcabc', 'account.password_common'],
  ['3456789012', 'account.password_common'],
  ['0912345678', 'account.password_own'],
  ['tranthithulan1', 'account.password_own'],
  ['x'.repeat(1) + 'yz'.repeat(120), 'account.password_long'],
])('the password "%s" is refused: %s', (password, fault) => {
  expect(passwordFault(password, { login: '0912345678', name: 'Trần Thị Thu Lan' })).toBe(fault)
})

test('a long sentence without digits or signs is a good password', () => {
  expect(passwordFault('con mèo nằm trên mái', { login: 'lan.ttt', name: 'Trần Thị Thu Lan' })).toBeNull()
})

test('a delegated administrator grants nothing as high as the own post, and nobody but the sở an administrator of the sở', () => {
  expect(delegations.flatMap((line) => line.roles)).not.toContain('stand_in')
  const delegated = delegations.filter((line) => !line.of.includes('department'))
  expect(delegated.flatMap((line) => line.roles)).not.toContain('administrator')
  expect(delegated.flatMap((line) => line.in)).not.toContain('department')
  const ofSchools = delegations.filter((line) => line.of.includes('school'))
  expect(ofSchools.flatMap((line) => line.roles)).not.toContain('principal')
  expect(mayGrant([{ role: 'administrator', unit_kind: 'department' }], 'administrator', 'department')).toBe(true)
  expect(mayGrant([{ role: 'school_administrator', unit_kind: 'school' }], 'vice_principal', 'school')).toBe(false)
  expect(mayGrant([{ role: 'teacher', unit_kind: 'school' }], 'teacher', 'school')).toBe(false)
  expect(grantableRoles([{ role: 'principal', unit_kind: 'school' }], 'commune_office')).toEqual([])
})
