import { defineMessages } from '../../messages/define.ts'

export const rankingMessages = defineMessages({
  vi: {
    rank: 'Hạng',
    agency: 'Cơ quan',
    mean: (rate: string) => `chung ${rate}`,
    interval: 'Tỷ lệ và khoảng tin cậy',
    onTime: 'Đúng hạn',
    dossiers: 'hồ sơ',
  },
  en: {
    rank: 'Rank',
    agency: 'Agency',
    mean: (rate: string) => `all ${rate}`,
    interval: 'Rate and confidence interval',
    onTime: 'On time',
    dossiers: 'dossiers',
  },
})
