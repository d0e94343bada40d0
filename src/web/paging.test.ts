import { expect, test } from 'vitest'
import { askedPage, pagesBeside } from './paging.ts'

test.each([
  ['', 1],
  ['trang=3', 3],
  ['trang=0', 1],
  ['trang=1.5', 1],
  ['trang=-2', 1],
  ['trang=x', 1],
])('the address %j asks for page %i', (address, number) => {
  expect(askedPage(new URLSearchParams(address))).toBe(number)
})

test('the first page has none before it, the last none after it', () => {
  const beside = (number: number) => pagesBeside({ number, size: 50, total: 120 }, (each) => `?trang=${each}`)
  expect(beside(1)).toEqual({ previous: undefined, next: '?trang=2' })
  expect(beside(2)).toEqual({ previous: '?trang=1', next: '?trang=3' })
  expect(beside(3)).toEqual({ previous: '?trang=2', next: undefined })
})
