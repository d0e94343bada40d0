import { formatNumber } from '#platform/text/index.ts'
import { defineMessages } from '#web/messages/define.ts'

/** How to correct an answer. The questions themselves stay Vietnamese, the language of the form. */
export const problemMessages = defineMessages({
  vi: {
    /** What to write instead, for kinds of answers whose pattern tells a person nothing. */
    shapes: {
      'identity-number': 'Nhập số định danh gồm 12 chữ số, ví dụ 095000000014',
      phone: 'Nhập số điện thoại gồm 10 chữ số, ví dụ 0900 000 001',
      email: 'Nhập địa chỉ thư điện tử, ví dụ ten@vidu.vn',
      date: 'Nhập ngày, tháng, năm có thật, ví dụ 20/11/2024',
      'partial-date': 'Nhập năm, hoặc tháng và năm, hoặc đủ ngày tháng năm, ví dụ 20/11/1960',
      area: 'Chọn xã, phường, thị trấn trong danh sách',
      radio: 'Chọn một trong các câu trả lời',
      select: 'Chọn một mục trong danh sách',
    },
    shape: (label: string) => `${label}: viết lại theo đúng mẫu đã nêu`,
    /** `own`: the sentence of the form itself. */
    missing: (label: string, own: string | undefined) => own ?? `Nhập: ${label}`,
    notChosen: (label: string, own: string | undefined) => own ?? `Chọn: ${label}`,
    tooLong: (label: string, limit: number) =>
      `${label}: viết ngắn lại, nhiều nhất ${formatNumber(limit)} chữ`,
    tooShort: (label: string, limit: number) => `${label}: viết đủ, ít nhất ${formatNumber(limit)} chữ`,
    tooSmall: (label: string, limit: number) => `${label}: nhập số từ ${formatNumber(limit)} trở lên`,
    tooLarge: (label: string, limit: number) => `${label}: nhập số không quá ${formatNumber(limit)}`,
    digits: (label: string) => `${label}: nhập bằng chữ số, ví dụ 1.500`,
    unknown: 'Biểu mẫu không có mục này. Hãy bỏ mục này rồi gửi lại.',
    doubtful: (name: string) => `“${name}” có vẻ còn sót phím gõ. Nếu đúng là vậy, cứ tiếp tục.`,
  },
  en: {
    shapes: {
      'identity-number': 'Enter an identification number of 12 digits, such as 095000000014',
      phone: 'Enter a phone number of 10 digits, such as 0900 000 001',
      email: 'Enter an e-mail address, such as ten@vidu.vn',
      date: 'Enter a day that exists, as day/month/year, such as 20/11/2024',
      'partial-date': 'Enter a year, or month and year, or the whole date, such as 20/11/1960',
      area: 'Choose a commune or ward from the list',
      radio: 'Choose one of the answers',
      select: 'Choose an item from the list',
    },
    shape: (label: string) => `${label}: write it in the form that is shown`,
    missing: (label: string, _own: string | undefined) => `Answer: ${label}`,
    notChosen: (label: string, _own: string | undefined) => `Choose: ${label}`,
    tooLong: (label: string, limit: number) => `${label}: write at most ${limit} characters`,
    tooShort: (label: string, limit: number) => `${label}: write at least ${limit} characters`,
    tooSmall: (label: string, limit: number) => `${label}: enter a number of at least ${limit}`,
    tooLarge: (label: string, limit: number) => `${label}: enter a number of at most ${limit}`,
    digits: (label: string) => `${label}: enter digits, such as 1.500`,
    unknown: 'The form has no such question. Leave it out and send again.',
    doubtful: (name: string) =>
      `“${name}” seems to hold keys that were not joined. If it is right, just continue.`,
  },
})
