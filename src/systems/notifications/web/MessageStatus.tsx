import { Badge } from '#web/components/badge/Badge.tsx'
import type { StateName } from '#web/components/badge/states.ts'
import { useMessages } from '#web/messages/define.ts'
import type { ListedMessage } from '../queries.ts'
import { pageMessages } from './messages.ts'

const states: Readonly<Record<ListedMessage['state'], StateName>> = {
  queued: 'soon',
  sending: 'info',
  sent: 'ok',
  failed: 'late',
}

/** How an e-mail stands, in colour, icon and words. */
export function MessageStatus({
  message,
}: {
  message: Pick<ListedMessage, 'state' | 'channel' | 'attempts'>
}) {
  const texts = useMessages(pageMessages)
  const kept = message.channel === 'outbox'
  const tried = message.state !== 'sent' && message.attempts > 0
  return (
    <Badge state={states[message.state]} icon={kept ? 'inbox' : undefined}>
      {kept ? texts.kept : texts.states[message.state]}
      {tried && `, ${texts.attempts(message.attempts)}`}
    </Badge>
  )
}
