import { defineMessages } from '../../messages/define.ts'

export const errorSummaryMessages = defineMessages({
  vi: {
    toMend: (count: number) => `Còn ${count} chỗ cần sửa`,
    refused: 'Chưa làm được',
    /** Goes before the title of the page in the browser. */
    titlePrefix: 'Lỗi: ',
  },
  en: {
    toMend: (count: number) => (count === 1 ? 'One thing to correct' : `${count} things to correct`),
    refused: 'This cannot be done yet',
    titlePrefix: 'Error: ',
  },
})
