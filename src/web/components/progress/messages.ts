import { defineMessages } from '../../messages/define.ts'

export const progressMessages = defineMessages({
  vi: {
    stepOf: (step: number, of: number) => `Bước ${step} trên ${of}`,
    savedAt: 'Đã lưu nháp lúc',
    unsaved: 'Chưa lưu được, sẽ thử lại. Chữ đã gõ vẫn còn trên trang này.',
  },
  en: {
    stepOf: (step: number, of: number) => `Step ${step} of ${of}`,
    savedAt: 'Draft saved at',
    unsaved: 'Not saved yet, will try again. What you typed is still on this page.',
  },
})
