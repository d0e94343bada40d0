import { defineMessages } from '../../messages/define.ts'

export const rankingMessages = defineMessages({
  vi: {
    rank: 'Hạng',
    agency: 'Cơ quan',
    mean: (rate: string) => `toàn tỉnh ${rate}`,
    interval: 'Tỷ lệ và khoảng tin cậy',
    onTime: 'Đúng hạn',
    dossiers: 'hồ sơ',
  },
  en: {
    rank: 'Rank',
    agency: 'Agency',
    mean: (rate: string) => `province ${rate}`,
    interval: 'Rate and its interval',
    onTime: 'On time',
    dossiers: 'dossiers',
  },
})
