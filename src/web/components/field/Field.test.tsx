import { describe, expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { DateField } from './DateField.tsx'
import { datePartNames, datePartsOf } from './date-parts.ts'
import { CheckboxField, RadioField, SelectField, TextArea, TextField } from './Field.tsx'
import { FileField } from './FileField.tsx'

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

  test.each([
    ['2024-11-12', { day: '12', month: '11', year: '2024' }],
    ['1988-07', { day: '', month: '07', year: '1988' }],
    ['1988', { day: '', month: '', year: '1988' }],
    [undefined, { day: '', month: '', year: '' }],
  ])('kept as %s opens again as %o', (kept, parts) => {
    expect(datePartsOf(kept)).toEqual(parts)
  })
})
