export {
  type Clock,
  pauseClock,
  remaining,
  resumeClock,
  startClock,
  usedShare,
} from './clock.ts'
export { localDate, localInstant, localTime } from './local-time.ts'
export { describeRemaining, type Remaining } from './remaining-words.ts'
export { type Promised, promise, startOfClock, type TimeLimit } from './time-limit.ts'
export {
  addWorkingDays,
  type CalendarDay,
  coversYear,
  createCalendar,
  isWorkingDay,
  nextWorkingDay,
  type WorkingCalendar,
  type WorkingHours,
  withHours,
} from './working-calendar.ts'
export { addWorkingMinutes, closeOfDay, isOpen, workingMinutesBetween } from './working-minutes.ts'
