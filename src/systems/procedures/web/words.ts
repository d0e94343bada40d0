import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import type { FeeRow, LimitRow } from '../province-shapes.ts'
import type { Level } from '../search.ts'
import { type Fee, feeWords } from './fee-words.ts'
import { procedureMessages } from './messages.ts'

const levelOrder: readonly Level[] = ['commune', 'district', 'province']

/** Levels as a citizen meets them: the nearest first. */
export function lowestFirst(levels: readonly Level[]): Level[] {
  return levelOrder.filter((level) => levels.includes(level))
}

/** The short words of a procedure in the language of the reader. */
export type ProcedureWords = {
  readonly limit: (limit: LimitRow) => string
  readonly fees: (fees: readonly FeeRow[]) => string
  readonly fee: (fee: Fee) => string
}

/** The words for limits and fees; one line each, without a full stop. */
export function useProcedureWords(): ProcedureWords {
  const { words } = useMessages(procedureMessages)
  const { locale } = useShell()
  return { limit, fees, fee: (row) => feeWords(row, locale) }

  function limit({ unit, days }: LimitRow): string {
    if (unit === 'same-day') return words.sameDay
    if (days === null) return words.noLimit
    if (unit === 'working-hour') return words.workingHours(days)
    return unit === 'working-day' ? words.workingDays(days) : words.calendarDays(days)
  }

  function fees(rows: readonly FeeRow[]): string {
    if (rows.length === 0) return words.free
    const [only] = rows
    return rows.length === 1 && only && only.amount !== null ? feeWords(only, locale) : words.feeShort
  }
}
