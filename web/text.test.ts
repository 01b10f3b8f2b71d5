import { afterEach, expect, test } from 'vitest'
import { dayAt, endOfDay, formatInstant, setZone } from './text.ts'

afterEach(() => setZone('Asia/Ho_Chi_Minh'))

test('instants are shown, and days end, in the zone that the server names', () => {
  const at = '2026-11-25T16:30:00Z'
  expect([formatInstant(at), dayAt(at)]).toEqual(['23:30, 25/11/2026', '2026-11-25'])
  expect(endOfDay('2026-11-27').toISOString()).toBe('2026-11-27T16:59:00.000Z')
  setZone('Asia/Tokyo')
  expect([formatInstant(at), dayAt(at)]).toEqual(['1:30, 26/11/2026', '2026-11-26'])
  expect(endOfDay('2026-11-27').toISOString()).toBe('2026-11-27T14:59:00.000Z')
})
