import { formatDate, formatMoney } from '#platform/text/index.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import type { FeeNote } from '../fees.ts'
import type { FeeRow } from '../province-shapes.ts'
import { procedureMessages } from './messages.ts'

/** What the words for a fee are made of. */
export type Fee = Pick<FeeRow, 'amount' | 'unit' | 'onlineAmount' | 'onlineUntil' | 'tiers' | 'most'>

/** "2.000 đồng/trang, từ trang thứ 3: 1.000 đồng, tối đa 200.000 đồng": one line without a full stop. */
export function feeWords(fee: Fee, locale: Locale): string {
  const { words } = messagesFor(locale, procedureMessages)
  const { amount, unit, tiers = [], most } = fee
  if (amount === null) return words.feeUnknown
  return [
    amount === 0 ? words.free : `${formatMoney(amount)}${unit ? `/${unit}` : ''}`,
    ...tiers.map((tier) => words.feeFrom(unit ?? '', tier.from, formatMoney(tier.amount))),
    ...(most === undefined ? [] : [words.feeMost(formatMoney(most))]),
    ...online(fee, words),
  ].join(', ')
}

function online(
  { amount, onlineAmount, onlineUntil }: Fee,
  words: (typeof procedureMessages)['en']['words'],
): string[] {
  if (onlineAmount === undefined || onlineAmount === amount) return []
  const money = onlineAmount === 0 ? words.free.toLowerCase() : formatMoney(onlineAmount)
  return [words.feeOnline(money, onlineUntil === undefined ? null : formatDate(onlineUntil))]
}

/** What is to be paid in words: the sum, or the rates while something is still to be counted; null when not known here. */
export function feeNoteWords({ lines, total }: FeeNote, locale: Locale): string | null {
  if (total !== null) return formatMoney(total)
  return lines.every(({ amount }) => amount !== null)
    ? lines.map((line) => feeWords(line, locale)).join('; ')
    : null
}
