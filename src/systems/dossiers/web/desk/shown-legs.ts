import type { StateName } from '#web/components/badge/states.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import type { DeskDossier } from '../../desk/dossier-view.ts'
import type { LegView } from '../../joined/view.ts'
import { dueWords } from '../moments.ts'
import { legLooks } from '../state-looks.ts'
import { deskMessages } from './desk-messages.ts'
import { shortMoment } from './history-words.ts'
import { legMessages } from './leg-messages.ts'

/** The whole and its legs in words, for the page of the one or of the others; null for a dossier of one agency. */
export function shownLegs({ joined }: DeskDossier, { now, locale }: { now: Date; locale: Locale }) {
  if (!joined) return null
  const texts = messagesFor(locale, legMessages)
  const { states } = messagesFor(locale, deskMessages)
  const own = joined.stages.flat().find(({ legId }) => legId === joined.ownLeg)
  return {
    title: own ? texts.part(own.number, joined.total) : texts.whole(joined.total),
    whole: own
      ? {
          code: joined.wholeCode,
          href: joined.wholeReadable ? `/ban-lam-viec/ho-so/${joined.wholeId}` : null,
          state: states[joined.wholeState],
        }
      : null,
    stages: joined.stages.map((legs) =>
      legs.map((leg) => ({
        id: leg.legId,
        name: leg.name,
        href: leg.dossierId && leg.legId !== joined.ownLeg ? `/ban-lam-viec/ho-so/${leg.dossierId}` : null,
        agency: leg.agencyName,
        current: leg.legId === joined.ownLeg,
        state: stateOf(leg),
        when: whenOf(leg),
      })),
    ),
  }

  /** What has not begun has no state yet, only an expected day. */
  function stateOf({
    state,
    overdue,
    finishedAt,
    endedAt,
  }: LegView): { look: StateName; words: string } | undefined {
    if (state === 'todo') return undefined
    const look = overdue && finishedAt === null && endedAt === null ? 'late' : legLooks[state]
    return { look, words: state === 'dropped' ? texts.dropped : states[state] }
  }

  function whenOf({ finishedAt, endedAt, dueAt, state }: LegView): string | null {
    if (finishedAt) return texts.done(shortMoment(finishedAt, now, locale))
    if (endedAt) return texts.ended(shortMoment(endedAt, now, locale))
    if (dueAt === null) return state === 'todo' ? texts.todo : null
    return state === 'todo'
      ? texts.planned(dueWords(dueAt, now, locale))
      : texts.due(dueWords(dueAt, now, locale))
  }
}

export type ShownLegs = NonNullable<ReturnType<typeof shownLegs>>
