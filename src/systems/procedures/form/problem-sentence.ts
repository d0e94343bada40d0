import type { ErrorObject } from 'ajv'
import { formatNumber } from '../../../platform/text/index.ts'
import type { FormItem } from '../province-shapes.ts'

/** What to write instead, for kinds of answers whose pattern tells a person nothing. */
const shapes: Partial<Record<FormItem['widget'], string>> = {
  'identity-number': 'Nhập số định danh gồm 12 chữ số, ví dụ 095000000014',
  phone: 'Nhập số điện thoại gồm 10 chữ số, ví dụ 0900 000 001',
  email: 'Nhập địa chỉ thư điện tử, ví dụ ten@vidu.vn',
  date: 'Nhập ngày, tháng, năm có thật, ví dụ 20/11/2024',
  'partial-date': 'Nhập năm, hoặc tháng và năm, hoặc đủ ngày tháng năm, ví dụ 20/11/1960',
  area: 'Chọn xã, phường, thị trấn trong danh sách',
  radio: 'Chọn một trong các câu trả lời',
  select: 'Chọn một mục trong danh sách',
}

/** How to correct an answer of a kind, when its shape is wrong. */
export function shapeSentence(item: FormItem): string {
  return shapes[item.widget] ?? `${item.label}: viết lại theo đúng mẫu đã nêu`
}

/** What is asked of a person whose answer is missing. */
export function missingSentence(item: FormItem): string {
  if (item.requiredMessage !== undefined) return item.requiredMessage
  return item.options ? `Chọn: ${item.label}` : `Nhập: ${item.label}`
}

/** A difference from the JSON Schema as a sentence that says what to do. */
export function problemSentence(item: FormItem, error: ErrorObject): string {
  const limit = Number(error.params['limit'])
  switch (error.keyword) {
    case 'const':
      return missingSentence(item)
    case 'maxLength':
      return `${item.label}: viết ngắn lại, nhiều nhất ${formatNumber(limit)} chữ`
    case 'minLength':
      return `${item.label}: viết đủ, ít nhất ${formatNumber(limit)} chữ`
    case 'minimum':
    case 'exclusiveMinimum':
      return `${item.label}: nhập số từ ${formatNumber(limit)} trở lên`
    case 'maximum':
    case 'exclusiveMaximum':
      return `${item.label}: nhập số không quá ${formatNumber(limit)}`
    case 'type':
      return error.params['type'] === 'integer' || error.params['type'] === 'number'
        ? `${item.label}: nhập bằng chữ số, ví dụ 1.500`
        : shapeSentence(item)
    default:
      return shapeSentence(item)
  }
}
