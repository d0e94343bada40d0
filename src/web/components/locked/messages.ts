import { defineMessages } from '../../messages/define.ts'

export const lockedMessages = defineMessages({
  vi: { readAt: 'lấy lúc', report: 'Báo sai' },
  en: { readAt: 'read at', report: 'Report a mistake' },
})
