import { defineMessages } from '../../messages/define.ts'

export const fieldMessages = defineMessages({
  vi: {
    optional: '(không bắt buộc)',
    day: 'Ngày',
    month: 'Tháng',
    year: 'Năm',
    choose: 'Chọn',
    remove: 'Bỏ',
    from: 'Từ ngày',
    to: 'Đến ngày',
    show: 'Xem',
    dayHint: 'Ngày/tháng/năm, ví dụ 05/11/2024',
    notADay: (typed: string) => `Không có ngày ${typed}. Ghi ngày/tháng/năm, ví dụ 05/11/2024`,
    daysReversed: 'Ngày cuối ở trước ngày đầu. Hãy ghi lại một trong hai ngày',
  },
  en: {
    optional: '(optional)',
    day: 'Day',
    month: 'Month',
    year: 'Year',
    choose: 'Choose',
    remove: 'Remove',
    from: 'From',
    to: 'Until',
    show: 'Show',
    dayHint: 'Day/month/year, such as 05/11/2024',
    notADay: (typed: string) => `There is no day ${typed}. Write day/month/year, such as 05/11/2024`,
    daysReversed: 'The last day is before the first. Change one of them',
  },
})
