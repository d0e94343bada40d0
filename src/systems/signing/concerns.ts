import type { Context } from '#platform/context.ts'
import type { Concern } from '#platform/system.ts'
import { formatNumber } from '#platform/text/index.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import { countEndingProofs, countKeys, countOpenDocuments } from './admin-queries.ts'
import { adminMessages } from './web/messages/admin.ts'

/** Within so many days a key or a proof that ends is a concern. */
export const SOON_MS = 30 * 24 * 3600_000

/** What may need the administrator: keys that end, papers that wait for a key, cannot be signed or proved longer. */
export async function signingConcerns({ db, now }: Context, locale: Locale): Promise<Concern[]> {
  const texts = messagesFor(locale, adminMessages).concerns
  const soon = new Date(now().getTime() + SOON_MS)
  const { all, expired, expiring } = await countKeys(db, now(), soon)
  const open = await countOpenDocuments(db)
  const of = (state: Parameters<typeof open.get>[0]) => open.get(state) ?? 0
  const keys = { id: 'signing-keys', title: texts.keys, href: '/quan-tri/chu-ky?muc=khoa' }
  const papers = { id: 'signing-papers', title: texts.papers, href: '/quan-tri/chu-ky' }
  const proofs = { id: 'signing-proofs', title: texts.proofs, href: '/quan-tri/chu-ky?muc=bang-chung' }
  const ending = await countEndingProofs(db, soon)
  const delayed = of('signed') + of('timestamped')
  return [
    expired > 0
      ? { ...keys, state: 'late', detail: texts.expired(formatNumber(expired)) }
      : expiring > 0
        ? { ...keys, state: 'soon', detail: texts.expiring(formatNumber(expiring)) }
        : { ...keys, state: 'ok', detail: texts.keysOk(formatNumber(all)) },
    of('failed') > 0
      ? { ...papers, state: 'late', detail: texts.failed(formatNumber(of('failed'))) }
      : of('waiting-key') > 0
        ? { ...papers, state: 'soon', detail: texts.waiting(formatNumber(of('waiting-key'))) }
        : delayed > 0
          ? { ...papers, state: 'soon', detail: texts.delayed(formatNumber(delayed)) }
          : { ...papers, state: 'ok', detail: texts.papersOk },
    ending > 0
      ? { ...proofs, state: 'late', detail: texts.ending(formatNumber(ending)) }
      : { ...proofs, state: 'ok', detail: texts.proofsOk },
  ]
}
