import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('a cell is quoted where it must be, and never becomes a formula', () => {
  expect(csvLine(['Lan', 'a;b', 'say "so"', 'two\nlines', ''])).toBe('Lan;"a;b";"say ""so""";"two\nlines";\r\n')
  expect(csvLine(['=1+1', '+84', '-5', '@x', ' =A1', '\u00a0=A1'])).toBe("'=1+1;'+84;'-5;'@x;' =A1;'\u00a0=A1\r\n")
  expect(csvLine(['\tx', '−0,4'])).toBe("'\tx;−0,4\r\n")
})
