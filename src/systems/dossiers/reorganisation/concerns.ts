import type { Context } from '#platform/context.ts'
import type { Concern } from '#platform/system.ts'
import { formatNumber } from '#platform/text/index.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import { findCarriedOutFile, listCarriedOut } from '../../administration/index.ts'
import { reorganisationMessages } from '../web/reorganisation/messages.ts'
import { listUnkeyed } from './keys.ts'

/** After a reorganisation: dossiers that are still on their way, and new agencies that cannot sign. Nothing before one. */
export async function reorganisationConcerns({ db }: Context, locale: Locale): Promise<Concern[]> {
  const [last] = await listCarriedOut(db)
  const file = last && (await findCarriedOutFile(db, last.id))
  if (!file) return []
  const texts = messagesFor(locale, reorganisationMessages)
  const place = { id: 'reorganisation', title: last.name, href: `/quan-tri/sap-xep/${last.id}` }
  if (last.emptiedAt === null) return [{ ...place, state: 'soon', detail: texts.moving }]
  const { length } = await listUnkeyed(db, file)
  if (length === 0) return [{ ...place, state: 'ok', detail: texts.settled }]
  return [{ ...place, state: 'soon', detail: texts.unkeyed(formatNumber(length)) }]
}
