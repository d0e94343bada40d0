import { expect, test } from 'vitest'
import type { Area } from '../administration/index.ts'
import { areaNameOn, areaNamesIn } from './area-names.ts'

const blank = {
  name: '',
  type: 'ward',
  parentCode: null,
  level: 3,
  legalAct: '',
  hexColumn: null,
  hexRow: null,
}
const box = { west: null, south: null, east: null, north: null }
const areas: Area[] = [
  { ...blank, ...box, code: '31825', fullName: 'Phường 1', validFrom: '2010-08-27', validTo: '2025-06-30' },
  { ...blank, ...box, code: '31825', fullName: 'Phường Bạc Liêu', validFrom: '2025-07-01', validTo: null },
  { ...blank, ...box, code: '31813', fullName: 'Phường 2', validFrom: '2010-08-27', validTo: '2025-06-30' },
]

test.each([
  ['2025-06-01', '2025-06-30', 'Phường 1'],
  ['2025-07-01', '2025-07-31', 'Phường Bạc Liêu'],
  ['2025-01-01', '2025-12-31', 'Phường 1 → Phường Bạc Liêu'],
])('a code that was given to another area names whom it meant from %s to %s', (from, to, name) => {
  expect(areaNamesIn(areas, { from, to }).get('31825')).toBe(name)
})

test('an area that ended keeps its name in later periods', () => {
  expect(areaNamesIn(areas, { from: '2026-01-01', to: '2026-01-31' }).get('31813')).toBe('Phường 2')
})

test('a code on a day is who bore it then', () => {
  expect(areaNameOn(areas, '31825', '2025-06-30')).toBe('Phường 1')
  expect(areaNameOn(areas, '31825', '2025-07-01')).toBe('Phường Bạc Liêu')
})
