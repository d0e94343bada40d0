import { expect, test } from 'vitest'
import { localeOf, ownPath } from './locale.ts'

test.each([
  ['vi', 'vi'],
  ['en', 'en'],
  ['km', 'vi'],
  [undefined, 'vi'],
])('asked for %s, the page speaks %s', (asked, spoken) => {
  expect(localeOf(asked)).toBe(spoken)
})

test.each([
  ['/thu-tuc/1.001193?buoc=2', '/thu-tuc/1.001193?buoc=2'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/thu-tuc/..//evil.example', '/'],
  ['/%2e//evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  [undefined, '/'],
])('sent back to %j, one lands on %s', (asked, landed) => {
  expect(ownPath(asked)).toBe(landed)
})
