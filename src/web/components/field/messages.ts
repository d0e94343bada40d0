import { defineMessages } from '../../messages/define.ts'

export const fieldMessages = defineMessages({
  vi: {
    optional: '(không bắt buộc)',
    day: 'Ngày',
    month: 'Tháng',
    year: 'Năm',
    choose: 'Chọn',
    remove: 'Bỏ',
  },
  en: {
    optional: '(optional)',
    day: 'Day',
    month: 'Month',
    year: 'Year',
    choose: 'Choose',
    remove: 'Remove',
  },
})
