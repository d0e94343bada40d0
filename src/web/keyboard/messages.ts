import { defineMessages } from '../messages/define.ts'

/** Keys that several pages of the desk share. */
export const keyMessages = defineMessages({
  vi: { down: 'dòng sau', up: 'dòng trước', open: 'mở' },
  en: { down: 'next row', up: 'previous row', open: 'open' },
})
