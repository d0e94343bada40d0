import { describe, expect, test } from 'vitest'
import { formRow } from '../testing/catalogue-files.ts'
import { shownPages } from './answers.ts'
import { prefillForm } from './prefill.ts'
import { readFormPost } from './read-post.ts'
import { formSummary } from './summary.ts'
import { formWarnings, validateForm } from './validate-form.ts'

const sound = {
  applicantNumber: '095000000001',
  childName: 'Thạch Minh Khôi',
  childBirthDate: '2024-11-12',
  truth: true,
}

describe('checking the answers to a form', () => {
  test('keeps sound answers as they are', () => {
    expect(validateForm(formRow, sound)).toEqual({ data: sound, errors: {} })
  })

  test('says for each missing answer what to write, in the order of the questions', () => {
    const { errors } = validateForm(formRow, {})
    expect(Object.entries(errors)).toEqual([
      ['applicantNumber', 'Nhập số định danh của bạn'],
      ['childName', 'Nhập họ, chữ đệm, tên của con'],
      ['childBirthDate', 'Nhập ngày sinh của con'],
      ['truth', 'Đánh dấu để cam đoan lời khai là đúng'],
    ])
  })

  test('asks nothing of a draft that is not answered yet, but refuses what is wrong in it', () => {
    expect(validateForm(formRow, { childName: 'An' }, { partial: true }).errors).toEqual({})
    expect(validateForm(formRow, { applicantNumber: '12' }, { partial: true }).errors).toEqual({
      applicantNumber: 'Nhập số định danh gồm 12 chữ số, ví dụ 095000000014',
    })
  })

  test('tidies texts: composed letters, single spaces, phone numbers and identity numbers as they are kept', () => {
    const { data } = validateForm(formRow, {
      ...sound,
      childName: '  Thạch   Minh Khôi '.normalize('NFD'),
      applicantNumber: '095 000 000 001',
      applicantPhone: '+84 912 345 678',
    })
    expect(data).toMatchObject({ ...sound, applicantPhone: '0912345678' })
  })

  test('asks a conditional question only when its condition holds, and drops its answer otherwise', () => {
    const { errors } = validateForm(formRow, { ...sound, hasFather: true })
    expect(errors).toEqual({ fatherBirth: 'Nhập ít nhất năm sinh của cha' })
    const { data } = validateForm(formRow, { ...sound, fatherBirth: '1994', fatherNote: 'x' })
    expect(data).toEqual(sound)
  })

  const wrong: [string, unknown, string][] = [
    ['childBirthDate', '2024-02-30', 'Nhập ngày, tháng, năm có thật, ví dụ 20/11/2024'],
    ['childBirthDate', 'hôm qua', 'Nhập ngày, tháng, năm có thật, ví dụ 20/11/2024'],
    ['childSex', 'boy', 'Chọn một trong các câu trả lời'],
    ['copies', 'hai', 'Số bản sao: nhập bằng chữ số, ví dụ 1.500'],
    ['copies', 0, 'Số bản sao: nhập số từ 1 trở lên'],
    ['copies', 21, 'Số bản sao: nhập số không quá 20'],
    ['applicantPhone', '0900', 'Nhập số điện thoại gồm 10 chữ số, ví dụ 0900 000 001'],
    ['childName', 'x'.repeat(41), 'Họ, chữ đệm, tên của con: viết ngắn lại, nhiều nhất 40 chữ'],
    ['truth', false, 'Đánh dấu để cam đoan lời khai là đúng'],
    ['childName', { toString: 'no' }, 'Họ, chữ đệm, tên của con: viết lại theo đúng mẫu đã nêu'],
    ['childName', ['An'], 'Họ, chữ đệm, tên của con: viết lại theo đúng mẫu đã nêu'],
    ['stranger', 'x', 'Biểu mẫu không có mục này. Hãy bỏ mục này rồi gửi lại.'],
    ['__proto__x', 'x', 'Biểu mẫu không có mục này. Hãy bỏ mục này rồi gửi lại.'],
  ]
  test.each(wrong)('%s = %j: %s', (field, answer, sentence) => {
    expect(validateForm(formRow, { ...sound, [field]: answer }).errors).toEqual({ [field]: sentence })
  })

  test.each(['1960', '1960-05', '1960-05-20'])('takes a partial date as far as it is known: %s', (date) => {
    expect(validateForm(formRow, { ...sound, hasFather: true, fatherBirth: date }).errors).toEqual({})
  })

  test('doubts a name in which keys were left over, and lets it pass', () => {
    const { data, errors } = validateForm(formRow, { ...sound, childName: 'Thachj Minh' })
    expect(errors).toEqual({})
    expect(formWarnings(formRow, data)).toEqual({
      childName: '“Thachj Minh” có vẻ còn sót phím gõ. Nếu đúng là vậy, cứ tiếp tục.',
    })
  })
})

describe('reading a posted form', () => {
  test('reads each question as its kind', () => {
    const fields = new URLSearchParams({
      applicantNumber: '095 000 000 001',
      childName: ' An ',
      'childBirthDate-day': '5',
      'childBirthDate-month': '2',
      'childBirthDate-year': '2024',
      copies: '1.000',
    })
    expect(readFormPost(formRow, fields, 'child')).toEqual({
      applicantNumber: '095000000001',
      applicantPhone: undefined,
      childName: 'An',
      childBirthDate: '2024-02-05',
      childSex: undefined,
      copies: 1000,
    })
  })

  test('reads only the page that was posted, and an unticked box as an answer taken back', () => {
    const read = readFormPost(formRow, new URLSearchParams({ hasFather: 'on', area: '31825' }), 'father')
    expect(read).toEqual({
      hasFather: true,
      fatherBirth: undefined,
      fatherNote: undefined,
      area: '31825',
      truth: undefined,
    })
  })

  test('keeps what cannot be read, so that the person sees it beside the error', () => {
    const fields = new URLSearchParams({
      copies: 'hai',
      'childBirthDate-day': '31',
      'childBirthDate-month': '',
      'childBirthDate-year': '2024',
    })
    const read = readFormPost(formRow, fields, 'child')
    expect(read).toMatchObject({ copies: 'hai', childBirthDate: '2024--31' })
    expect(Object.keys(validateForm(formRow, read, { partial: true }).errors)).toEqual([
      'childBirthDate',
      'copies',
    ])
  })

  const dates: [Record<string, string>, string | undefined][] = [
    [{ 'fatherBirth-year': '1960' }, '1960'],
    [{ 'fatherBirth-year': '1960', 'fatherBirth-month': '5' }, '1960-05'],
    [{ 'fatherBirth-year': '1960', 'fatherBirth-day': '5' }, '1960--05'],
    [{ fatherBirth: '20/5/1960' }, '1960-05-20'],
    [{ fatherBirth: '1960' }, '1960'],
    [{}, undefined],
  ]
  test.each(dates)('reads a partial date %j as %s', (posted, date) => {
    expect(readFormPost(formRow, new URLSearchParams(posted), 'father')['fatherBirth']).toBe(date)
  })
})

describe('what the state holds already', () => {
  const held = { identityNumber: '095000000001', phone: '0912345678', email: null }

  test('is filled in, and locked where the form says so', () => {
    expect(prefillForm(formRow, held)).toEqual({
      data: { applicantNumber: '095000000001', applicantPhone: '0912345678' },
      locked: ['applicantNumber'],
    })
  })
})

describe('reading the answers again', () => {
  test('shows labels, days and names as people write them, page by page', () => {
    const data = { ...sound, childSex: 'male', hasFather: true, fatherBirth: '1994-05', area: '31825' }
    const summary = formSummary(formRow, data, new Map([['31825', 'Phường 1']]))
    expect(summary.map(({ page, rows }) => [page.title, rows.map(({ value }) => value)])).toEqual([
      ['Thông tin của con', ['095000000001', '', 'Thạch Minh Khôi', '12/11/2024', 'Nam', '']],
      ['Thông tin của cha', ['Có', '05/1994', '', 'Phường 1', 'Có']],
    ])
  })

  test('leaves out questions that were not asked', () => {
    expect(shownPages(formRow, sound)[1]?.items.map(({ field }) => field)).toEqual([
      'hasFather',
      'area',
      'truth',
    ])
  })
})
