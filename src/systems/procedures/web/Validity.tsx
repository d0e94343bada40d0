import { formatDate } from '#platform/text/index.ts'
import { useMessages } from '#web/messages/define.ts'
import { procedureAdminMessages } from './admin-messages.ts'
import type { Period } from './validity.ts'

/** The days of a version in words. */
export function Validity({ period: { validFrom, validTo } }: { period: Period }) {
  const texts = useMessages(procedureAdminMessages)
  if (validTo === null) return <span className="num">{texts.from(formatDate(validFrom))}</span>
  if (validTo < validFrom) return texts.never
  return <span className="num">{texts.until(formatDate(validFrom), formatDate(validTo))}</span>
}
