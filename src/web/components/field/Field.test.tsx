import { describe, expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { DateField } from './DateField.tsx'
import { DayField } from './DayField.tsx'
import { datePartNames } from './date-parts.ts'
import { CheckboxField, RadioField, SelectField, TextArea, TextField } from './Field.tsx'
import { FileField } from './FileField.tsx'
import { keptFields } from './kept.ts'

const error = 'Nhập họ tên'
const choices = [
  { value: 'khmer', label: 'Khmer', note: 'Theo cha' },
  { value: 'kinh', label: 'Kinh' },
]

describe('a field', () => {
  test('ties hint, error and warning to its input in reading order', () => {
    const html = htmlOf(
      <TextField name="name" label="Họ tên" hint="Viết đủ dấu" error={error} warning="Thachj?" />,
    )
    expect(html).toContain('aria-describedby="name-hint name-error name-warning"')
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('<label class="field-label" for="name">')
    for (const id of ['name-hint', 'name-error', 'name-warning']) expect(html).toContain(`id="${id}"`)
  })

  test('says nothing of errors when there are none', () => {
    const html = htmlOf(<TextField name="name" label="Họ tên" value="Thạch" optional />)
    expect(html).not.toMatch(/aria-invalid|data-invalid|aria-describedby/)
    expect(html).toContain('(không bắt buộc)')
    expect(html).toContain('value="Thạch"')
  })

  test.each([
    <RadioField key="radio" name="people" label="Dân tộc" choices={choices} error={error} />,
    <CheckboxField key="box" name="people" label="Dân tộc" choices={choices} error={error} />,
    <DateField key="date" name="people" label="Ngày sinh" error={error} />,
    <DayField key="day" name="people" label="Từ ngày" error={error} />,
    <SelectField key="select" name="people" label="Dân tộc" choices={choices} error={error} />,
    <TextArea key="area" name="people" label="Lý do" error={error} />,
    <FileField key="file" name="people" label="Ảnh" error={error} />,
  ])('of any kind has the input that its error links to', (field) => {
    const html = htmlOf(field)
    expect(html).toMatch(/<(input|select|textarea)[^>]* id="people"/)
    expect(html).toContain('id="people-error"')
  })

  test('keeps what was chosen', () => {
    expect(htmlOf(<RadioField name="p" label="Dân tộc" choices={choices} value="kinh" />)).toMatch(
      /checked="" value="kinh"/,
    )
    expect(htmlOf(<SelectField name="p" label="Dân tộc" choices={choices} value="kinh" />)).toContain(
      '<option value="kinh" selected="">',
    )
  })
})

describe('a date', () => {
  test('is asked for in three fields that the reader of posts knows', () => {
    expect(datePartNames('birthday')).toEqual({
      day: 'birthday-day',
      month: 'birthday-month',
      year: 'birthday-year',
    })
    expect(htmlOf(<DateField name="birthday" label="Ngày sinh" />)).toContain('name="birthday-year"')
  })
})

describe('a day of work', () => {
  test.each([
    ['2024-11-05', '05/11/2024'],
    ['5.11.2024', '05/11/2024'],
    ['31/02/2024', '31/02/2024'],
  ])('that is held as %j is shown as %j, day first in every browser', (value, shown) => {
    const html = htmlOf(<DayField name="from" label="Từ ngày" value={value} />)
    expect(html).toContain(`value="${shown}"`)
    expect(html).toMatch(/type="text"[^>]*inputMode="numeric"/i)
  })

  test('says how it is written before what else there is to say', () => {
    const html = htmlOf(<DayField name="from" label="Từ ngày" hint="Để trống khi chưa định" />)
    expect(html).toContain('Ngày/tháng/năm, ví dụ 05/11/2024. Để trống khi chưa định')
  })
})

describe('the fields of a form', () => {
  const known = { name: 'Phường 1', phone: null }

  test('show what is known before anybody typed', () => {
    const field = keptFields({ known })
    expect(field('name')).toMatchObject({ name: 'name', value: 'Phường 1', error: undefined })
    expect(field('phone').value).toBeUndefined()
  })

  test('show what was typed after a refusal, what was emptied too', () => {
    const field = keptFields({ known, typed: { phone: ['12', '34'] }, errors: { phone: error } })
    expect(field('phone')).toEqual({ name: 'phone', value: '12', values: ['12', '34'], error })
    expect(field('name').value).toBeUndefined()
  })
})
