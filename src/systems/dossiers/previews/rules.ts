import { localDate } from '#platform/calendar/index.ts'
import { Refusal } from '#platform/errors.ts'
import { formatTime } from '#platform/text/index.ts'
import type { Dossier } from '../store.ts'
import { type Preview, paperChanged } from './store.ts'

type Asked = {
  /** SHA-256 of the bytes that the page showed. */
  readonly seen: string
  readonly now: Date
  /** As it is now, under its lock. */
  readonly dossier: Pick<Dossier, 'revision' | 'agencyId'>
}

/**
 * Thấy gì ký nấy: the bytes are those that were shown, of this very day, and the dossier has neither changed
 * since nor gone to another agency: a reorganisation moves it without a new revision.
 * @throws Refusal 409 otherwise.
 */
export function mustBeSeen(preview: Preview, { seen, now, dossier }: Asked): void {
  const same = preview.fileHash !== null && preview.fileHash === seen
  const today = localDate(preview.preparedAt) === localDate(now)
  const stands = preview.revision === dossier.revision && preview.agencyId === dossier.agencyId
  if (!same || !today || !stands) throw paperChanged()
}

/**
 * How long a receipt may be looked at before it is signed. Ours, not the law’s: long enough to read it to the citizen, so
 * short that the minute on it is when he was at the desk.
 */
export const RECEIPT_MINUTES = 15

/** Until when a receipt that was set at this moment can be signed. */
export function signReceiptBy(preparedAt: Date): Date {
  return new Date(preparedAt.getTime() + RECEIPT_MINUTES * 60_000)
}

type Taking = {
  readonly now: Date
  /** When the first answer is owed (NQ 66.7/2025/NQ-CP): an answer after it is not dated before it. */
  readonly answerBy: Date
  /** When something last happened to the dossier; null for nothing. */
  readonly changedAt: Date | null
}

/**
 * A receipt takes the dossier in at the minute at which it was set, and nothing may go backwards by it: neither behind what
 * has happened to the dossier since, nor behind the hour by which the citizen is owed an answer.
 * @throws Refusal 409 otherwise.
 */
export function mustStillBeTrue(
  { preparedAt }: Pick<Preview, 'preparedAt'>,
  { now, answerBy, changedAt }: Taking,
): void {
  if (changedAt !== null && changedAt > preparedAt) throw paperChanged()
  const missed = preparedAt <= answerBy && answerBy < now
  if (now <= signReceiptBy(preparedAt) && !missed) return
  throw new Refusal(
    409,
    'receipt.stale',
    `Giấy tiếp nhận ghi giờ tiếp nhận là ${formatTime(preparedAt)}, đã quá lâu nên chưa ký. Hãy quay lại, xem giấy mới rồi ký.`,
  )
}
