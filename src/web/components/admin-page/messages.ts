import { defineMessages } from '../../messages/define.ts'

export const adminPageMessages = defineMessages({
  vi: { error: 'Lỗi: ' },
  en: { error: 'Error: ' },
})
