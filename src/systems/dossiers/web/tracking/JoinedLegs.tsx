import type { StateName } from '#web/components/badge/states.ts'
import { type Lane, Lanes } from '#web/components/lanes/Lanes.tsx'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import type { JoinedView, LegView } from '../../joined/view.ts'
import { dueWords, momentOf } from '../moments.ts'
import { legLooks } from '../state-looks.ts'
import { joinedMessages } from './joined-messages.ts'
import { citizenState } from './StateBadge.tsx'
import { stateMessages } from './state-messages.ts'

const looks: Readonly<Record<LegView['state'] | 'supplied' | 'overdue', StateName>> = {
  ...legLooks,
  supplied: 'info',
  overdue: 'late',
}

/** The parts of a joined dossier as its applicant follows them: who has which, where it stands, by when. */
export function JoinedLegs({ joined, now }: { joined: JoinedView; now: Date }) {
  const texts = useMessages(joinedMessages)
  const { states } = useMessages(stateMessages)
  const { locale } = useShell()
  return (
    <section className="stack" aria-labelledby="cac-phan">
      <h2 id="cac-phan">{texts.legs(joined.total)}</h2>
      <p className="soft">{texts.how}</p>
      <Lanes together={texts.together} stages={joined.stages.map((legs) => legs.map(laneOf))} />
    </section>
  )

  function laneOf(leg: LegView): Lane {
    const { state } = leg
    const shown =
      state === 'todo' || state === 'dropped'
        ? state
        : citizenState({ state, supplied: leg.supplied, overdue: leg.overdue })
    const words = shown === 'todo' || shown === 'dropped' ? texts[shown] : states[shown]
    return {
      id: leg.legId,
      title: leg.name,
      by: leg.agencyName,
      // What has not begun has no state yet, only an expected day.
      state: shown === 'todo' ? undefined : { look: looks[shown], words },
      when: whenOf(leg),
    }
  }

  function whenOf({ state, finishedAt, endedAt, dueAt }: LegView): string | undefined {
    if (finishedAt) return texts.done(momentOf(finishedAt, locale).text)
    if (endedAt) return texts.ended(momentOf(endedAt, locale).text)
    if (state === 'awaiting-supplement' || state === 'awaiting-payment') return texts.waits
    if (dueAt === null) return state === 'todo' ? texts.todo : undefined
    const due = dueWords(dueAt, now, locale)
    return state === 'todo' ? texts.planned(due) : texts.due(due)
  }
}
