import type { Context } from '#platform/context.ts'
import type { Concern } from '#platform/system.ts'
import { formatNumber } from '#platform/text/index.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import { listCatalogue } from './store.ts'
import { procedureAdminMessages } from './web/admin-messages.ts'

/** Procedures whose facts nobody has checked well enough. */
export async function procedureConcerns({ db }: Context, locale: Locale): Promise<Concern[]> {
  const texts = messagesFor(locale, procedureAdminMessages)
  const { total } = await listCatalogue(db, { search: '', confidence: 'low', limit: 1, offset: 0 })
  const place = { id: 'procedures', title: texts.title, href: '/quan-tri/thu-tuc?do-tin=low' }
  if (total === 0) return [{ ...place, state: 'ok', detail: texts.unsureOk }]
  return [{ ...place, state: 'soon', detail: texts.unsureSome(formatNumber(total)) }]
}
