import { describe, expect, test } from 'vitest'
import fc from '#platform/testing/properties.ts'
import { exactKey, fuzzyKey, normalise, normaliseLines, searchKey } from './index.ts'

const text = fc.string({
  unit: fc.constantFrom(...'đĐăâêôơưạấỳủõ Aabeou\u0301\u0309\u031b\u200b\u00a0\tzqy'.split('')),
})
const anyText = fc.oneof(text, fc.string({ unit: 'binary' }))

describe('normalising', () => {
  test.each([
    ['  Danh\u00a0 Hoàng\tÚt ', 'Danh Hoàng Út'],
    ['Bạc\u200b Liêu\ufeff', 'Bạc Liêu'],
    ['Tha\u0323ch', 'Thạch'],
    ['a\u0000b\u0007c', 'abc'],
    ['\u202eoái ăm', 'oái ăm'],
    ['\ud800x', '\ufffdx'],
    ['', ''],
  ])('%j becomes %j', (given, wanted) => expect(normalise(given)).toBe(wanted))

  test('keeps the lines of a longer text, without runs of empty ones', () => {
    expect(normaliseLines(' Kính gửi\r\n\r\n\r\n\r\nTôi  tên \n')).toBe('Kính gửi\n\nTôi tên')
  })

  test('changes nothing the second time, and PostgreSQL can keep what it gives', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        const once = normalise(given)
        expect(normalise(once)).toBe(once)
        expect(normaliseLines(normaliseLines(given))).toBe(normaliseLines(given))
        expect(once.includes('\0') || !once.isWellFormed()).toBe(false)
      }),
    )
  })
})

describe('the key without marks', () => {
  test.each([
    ['Đăng ký khai sinh', 'dang ky khai sinh'],
    ['ĐỔI BẰNG LÁI XE', 'doi bang lai xe'],
    ['Ðặng Ðình', 'dang dinh'],
    ['Ưỡn ẹo, quặp', 'uon eo, quap'],
    ['ភាសាខ្មែរ', 'ភាសាខ្មែរ'],
  ])('of %j is %j', (given, wanted) => expect(searchKey(given)).toBe(wanted))

  test('is its own key, and the same for both Unicode forms', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        expect(searchKey(searchKey(given))).toBe(searchKey(given))
        expect(searchKey(given.normalize('NFD'))).toBe(searchKey(given.normalize('NFC')))
      }),
    )
  })

  test('does not see marks or case', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(searchKey(given.toUpperCase())).toBe(searchKey(exactKey(given)))
      }),
    )
  })
})

describe('the key with marks', () => {
  test.each([
    ['Hòa Bình', 'hoà bình'],
    ['Hoà Bình', 'hoà bình'],
    ['THỦY SẢN', 'thuỷ sản'],
    ['khỏe', 'khoẻ'],
    ['Túy', 'tuý'],
    ['Qúy', 'quý'],
    ['tòan', 'toàn'],
    ['của', 'của'],
    ['hoàng', 'hoàng'],
    ['khuỷu', 'khuỷu'],
    ['hoặc', 'hoặc'],
    ['Họa', 'hoạ'],
    ['mùa', 'mùa'],
    ['cồ ấ', 'cồ ấ'],
  ])('of %j is %j', (given, wanted) => expect(exactKey(given)).toBe(wanted))

  test('is its own key, and parts what marks part', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        expect(exactKey(exactKey(given))).toBe(exactKey(given))
      }),
    )
    expect(exactKey('Đặng')).not.toBe(exactKey('Dâng'))
  })
})

describe('the key by ear', () => {
  test.each([
    ['Trần Văn Sang', 'Chần Dăn Xan'],
    ['giấy khai sinh', 'dấy khai xin'],
    ['Bạc Liêu', 'Bạt Liêu'],
    ['Lý Mỹ', 'Lí Mĩ'],
    ['vợ chồng', 'dợ trồng'],
    ['gì', 'dì'],
    ['thích', 'thít'],
  ])('is the same for %j and %j', (a, b) => expect(fuzzyKey(a)).toBe(fuzzyKey(b)))

  test.each([
    ['Lan', 'Nam'],
    ['Tâm', 'Tân'],
    ['Bảy', 'Bải'],
    ['ngói', 'nói'],
  ])('parts %j from %j', (a, b) => expect(fuzzyKey(a)).not.toBe(fuzzyKey(b)))
})
