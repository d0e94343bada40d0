import { describe, expect, test } from 'vitest'
import {
  identityNumberParts,
  isIdentityNumber,
  isTaxCode,
  maskIdentityNumber,
  maskPhone,
  normalisePhone,
} from './index.ts'

describe('identity numbers', () => {
  test.each([
    ['095000000014', true],
    ['101000000001', true],
    ['003000000001', false],
    ['100000000001', false],
    ['09500000001', false],
    ['09500000001a', false],
    ['0950000000140', false],
  ])('%s has the shape: %s', (text, wanted) => expect(isIdentityNumber(text)).toBe(wanted))

  test('tell the place of birth registration, sex and year of birth', () => {
    expect(identityNumberParts('095000000001')).toEqual({ provinceCode: '095', sex: 'male', birthYear: 1900 })
    expect(identityNumberParts('096305000001')).toEqual({
      provinceCode: '096',
      sex: 'female',
      birthYear: 2005,
    })
    expect(identityNumberParts('12345')).toBeUndefined()
  })

  test.each([
    ['095000000014', '0950•••••014'],
    ['380000001', '••••••001'],
    ['123', '•••'],
    ['', ''],
  ])('%s is shown as %s', (text, masked) => expect(maskIdentityNumber(text)).toBe(masked))
})

describe('phone numbers', () => {
  test.each([
    ['0912 345 678', '0912345678'],
    ['+84 912.345.678', '0912345678'],
    ['0084912345678', '0912345678'],
    ['84912345678', '0912345678'],
    ['(0291) 3822 222', '02913822222'],
    ['0112345678', undefined],
    ['091234567', undefined],
    ['0912345678x', undefined],
    ['', undefined],
  ])('%j is kept as %s', (text, phone) => expect(normalisePhone(text)).toBe(phone))

  test('are masked in lists', () => expect(maskPhone('0912345678')).toBe('0912•••678'))
})

describe('tax codes', () => {
  test.each([
    ['0123456789', true],
    ['0123456789-001', true],
    ['0123456789001', true],
    ['095000000001', true],
    ['012345678', false],
    ['0123456789-01', false],
  ])('%s has the shape: %s', (text, wanted) => expect(isTaxCode(text)).toBe(wanted))
})
