import { formatDate } from '#platform/text/index.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import type { FilterChoices } from '../../desk/filter-choices.ts'
import type { QueueFilter, QueueName } from '../../desk/queues.ts'
import { deskMessages } from './desk-messages.ts'
import { DESK_PATH } from './desk-nav.ts'
import { queuePageMessages } from './queue-messages.ts'
import { queueQuery } from './queue-params.ts'
import { type FilterKey, filterParams } from './queue-slugs.ts'

/** A filter at work: its words, and the address of the queue without it. */
export type FilterChip = { readonly words: string; readonly href: string }

type Given = {
  readonly queue: QueueName
  readonly filter: QueueFilter
  readonly choices: FilterChoices
  readonly locale: Locale
}

/** One chip for each filter, in the order of the form. */
export function chipsOf({ queue, filter, choices, locale }: Given): FilterChip[] {
  const texts = messagesFor(locale, queuePageMessages).filterWords
  return (Object.keys(filterParams) as FilterKey[]).flatMap((key) => {
    const words = valueWords(key, { filter, choices, locale })
    if (words === undefined) return []
    const { [key]: _, ...rest } = filter
    return [{ words: `${texts[key]}: ${words}`, href: `${DESK_PATH}${queueQuery({ queue, filter: rest })}` }]
  })
}

function valueWords(key: FilterKey, { filter, choices, locale }: Omit<Given, 'queue'>): string | undefined {
  const texts = messagesFor(locale, deskMessages)
  if (filter[key] === undefined) return undefined
  switch (key) {
    case 'fields':
      return filter.fields?.join(', ')
    case 'channel':
      return filter.channel && texts.channels[filter.channel]
    case 'state':
      return filter.state && texts.states[filter.state]
    case 'stepRole':
      return filter.stepRole && texts.roles[filter.stepRole]
    case 'procedureCode':
      return (
        choices.procedures.find((each) => each.code === filter.procedureCode)?.name ?? filter.procedureCode
      )
    case 'assigneeId':
      if (filter.assigneeId === 'none') return texts.nobody
      return choices.officers.find((each) => each.id === filter.assigneeId)?.name ?? filter.assigneeId
    default:
      return formatDate(String(filter[key]))
  }
}
