import { describe, expect, test } from 'vitest'
import fc from '#platform/testing/properties.ts'
import {
  compareByGivenName,
  givenNameSortKey,
  looksLikeTypingResidue,
  nameParts,
  shortName,
  upperCaseName,
} from './index.ts'

const letters =
  'aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵĐÂ'.split('')
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 4 })
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))

describe('a full name', () => {
  test.each([
    ['Danh Hoàng Út', 'Danh', 'Hoàng', 'Út'],
    ['Nguyễn Thị Minh Khai', 'Nguyễn', 'Thị Minh', 'Khai'],
    [' Lâm  Sơn ', 'Lâm', '', 'Sơn'],
    ['Út', '', '', 'Út'],
    ['', '', '', ''],
  ])('%j has its parts', (full, family, middle, given) => {
    expect(nameParts(full)).toEqual({ family, middle, given })
  })

  test.each([
    ['Danh Hoàng Út', 'Út'],
    ['Nguyễn Văn An', 'An'],
    ['Nguyễn Thị Minh Khai', 'Minh Khai'],
    ['Huỳnh Nguyễn Văn An', 'An'],
    ['Thạch Thị Sô Phi', 'Sô Phi'],
    ['Út', 'Út'],
  ])('%j is called %j', (full, short) => expect(shortName(full)).toBe(short))

  test('is written in capitals with its marks', () => {
    expect(upperCaseName('Nguyễn Thị  đức ưỡn')).toBe('NGUYỄN THỊ ĐỨC ƯỠN')
  })
})

describe('the order of persons', () => {
  const sorted = [
    'Lê Thị An',
    'Trần Văn An',
    'Danh Ân',
    'Kim Dũng',
    'Sơn Đạt',
    'Lâm Hoa',
    'Lâm Hòa',
    'Nguyễn Hòa',
    'Nguyễn Thị Hòa',
    'Nguyễn Văn Hòa',
    'Lâm Hóa',
    'Thạch Út',
  ]

  test('is by tên, then họ, then đệm, with đ after d and tones in their order', () => {
    expect(sorted.toReversed().sort(compareByGivenName)).toEqual(sorted)
  })

  test('is the byte order of the sort key', () => {
    const keyed = sorted.toReversed().sort((a, b) => byteOrder(givenNameSortKey(a), givenNameSortKey(b)))
    expect(keyed).toEqual(sorted)
    fc.assert(
      fc.property(name, name, (a, b) => {
        const byKey = byteOrder(givenNameSortKey(a), givenNameSortKey(b))
        expect(byKey, `${a} | ${b}`).toBe(Math.sign(compareByGivenName(a, b)))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('typing residue', () => {
  test.each(['Nguyeenx Vawn An', 'Danh Hoangf Ut', 'Thachj', 'Nguye6n4 Va8n', 'DDinh', 'Thuws'])(
    'is seen in %j',
    (full) => {
      expect(looksLikeTypingResidue(full)).toBe(true)
    },
  )

  test.each([
    'Nguyễn Thị Thu Huyền',
    'Thạch Sô Phi',
    'Lý Xương Trường',
    'Danh Hoàng Út',
    'Trần Thị Kim Xuyến',
    'Quách Sư Sum',
    'Khưu Tư',
    '',
  ])('is not seen in %j', (full) => expect(looksLikeTypingResidue(full)).toBe(false))
})

function byteOrder(a: string, b: string): number {
  return Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))
}
