import type { Locale } from '#web/locale.ts'
import { defineMessages, messagesFor } from '#web/messages/define.ts'
import type { Term } from '../../procedures/index.ts'
import type { CitedTerm } from '../terms.ts'

/** Figures of the law with their units. */
const termMessages = defineMessages({
  vi: {
    'working-hour': (n: string) => `${n} giờ làm việc`,
    'working-day': (n: string) => `${n} ngày làm việc`,
    'calendar-day': (n: string) => `${n} ngày`,
    time: (n: string) => `${n} lần`,
    'hour-of-day': (n: string) => `${n} giờ`,
  },
  en: {
    'working-hour': (n) => (n === '1' ? '1 working hour' : `${n} working hours`),
    'working-day': (n) => (n === '1' ? '1 working day' : `${n} working days`),
    'calendar-day': (n) => (n === '1' ? '1 day' : `${n} days`),
    time: (n) => (n === '1' ? 'once' : `${n} times`),
    'hour-of-day': (n) => `${n} o’clock`,
  },
})

/** "15 ngày làm việc", "30 ngày". */
export function termWords({ value, unit }: Term, locale: Locale): string {
  return messagesFor(locale, termMessages)[unit](value.toLocaleString(locale === 'vi' ? 'vi' : 'en'))
}

/** "30 ngày (Luật Đất đai Điều 5)": the act stays in Vietnamese. */
export function termWithAct(term: CitedTerm, locale: Locale): string {
  return `${termWords(term, locale)} (${term.act})`
}
