import { defineMessages } from '../../messages/define.ts'

export const timelineMessages = defineMessages({
  vi: {
    history: 'Lịch sử',
    noHistory: 'Sổ sự kiện chưa ghi gì.',
    inLog: 'Xem trong sổ sự kiện',
    by: (name: string) => `bởi ${name}`,
  },
  en: {
    history: 'History',
    noHistory: 'The event log holds nothing yet.',
    inLog: 'See in the event log',
    by: (name: string) => `by ${name}`,
  },
})
