import { localDate } from '#platform/calendar/index.ts'
import { formatDate } from '#platform/text/index.ts'
import type { DigitisingRule, Exemption, Item } from './schema.ts'

/** `<tên giấy tờ> - <tên tổ chức, cá nhân> - <ngày>`: how TT 01/2023/TT-VPCP names what is kept. */
export function itemName(paper: string, owner: string, at: Date): string {
  return `${paper} - ${owner} - ${formatDate(localDate(at)).replaceAll('/', '.')}`.slice(0, 200)
}

type Handed = {
  readonly channel: 'online' | 'direct' | 'post'
  readonly kind: 'submit' | 'show' | 'form'
  readonly exempt?: 'verification' | 'classified' | undefined
}

/** Why a paper need not be digitised, undefined when it must (TT 03/2025/TT-VPCP Điều 5; before it NĐ 107/2021/NĐ-CP). */
export function exemptionOf(rule: DigitisingRule | undefined, paper: Handed): Exemption | undefined {
  if (!rule) return undefined
  const reasons: (Exemption | undefined)[] = [
    paper.exempt,
    paper.kind === 'show' ? 'shown' : undefined,
    paper.channel === 'online' ? 'e-filed' : undefined,
  ]
  return reasons.find((reason) => reason !== undefined && rule.exempt.includes(reason))
}

/** The last day (yyyy-MM-dd) on which a paper counts that was issued on a day; undefined: without end. */
export function lastDay(issuedOn: string, months: number | null | undefined): string | undefined {
  if (!months) return undefined
  const [year = 0, month = 1, day = 1] = issuedOn.split('-').map(Number)
  const end = new Date(Date.UTC(year, month - 1 + months, 1))
  const lastOfMonth = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate()
  end.setUTCDate(Math.min(day, lastOfMonth))
  return end.toISOString().slice(0, 10)
}

/** May be handed in again: it stands and has not run out. */
export function isUsable(item: Pick<Item, 'state' | 'validTo'>, today: string): boolean {
  return item.state === 'valid' && (item.validTo === null || item.validTo >= today)
}
