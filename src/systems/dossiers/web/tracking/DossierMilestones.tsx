import { localDate } from '#platform/calendar/index.ts'
import { formatDate } from '#platform/text/index.ts'
import type { StateName } from '#web/components/badge/states.ts'
import { Milestones } from '#web/components/milestones/Milestones.tsx'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import type { DossierMilestone } from '../../milestones.ts'
import { dueWords, shortMoment } from '../moments.ts'
import { stateMessages } from './state-messages.ts'

type Props = {
  readonly milestones: readonly DossierMilestone[]
  readonly promisedAt: Date | null
  /** What it waits for, while it does, is a payment. */
  readonly toPay: boolean
  readonly pausedAt: Date | null
  readonly now: Date
}

const looks: Readonly<Record<DossierMilestone['state'], StateName | undefined>> = {
  done: 'done',
  current: 'ok',
  paused: 'paused',
  ended: 'late',
  todo: undefined,
}

/** The stages of a dossier with what is known of each: when it was reached, or when it is promised. */
export function DossierMilestones({ milestones, promisedAt, toPay, pausedAt, now }: Props) {
  const texts = useMessages(stateMessages)
  const { locale } = useShell()
  const paused = milestones.some(({ state }) => state === 'paused')
  return (
    <section className="stack" aria-labelledby="den-dau">
      <h2 id="den-dau">{texts.where}</h2>
      <Milestones
        small
        stages={milestones.map((milestone) => {
          const state = looks[milestone.state]
          return {
            title: texts.milestones[milestone.name],
            note: noteOf(milestone),
            current: ['current', 'paused', 'ended'].includes(milestone.state),
            ...(state ? { state } : {}),
          }
        })}
      />
    </section>
  )

  function noteOf({ name, state, at }: DossierMilestone) {
    if (state === 'paused' && pausedAt) return texts.pausedSince(formatDate(localDate(pausedAt)).slice(0, 5))
    if (state === 'ended') return texts.endedHere
    if (state === 'todo') {
      if (name !== 'return' || promisedAt === null) return undefined
      if (!paused) return texts.promisedFor(dueWords(promisedAt, now, locale))
      return toPay ? texts.promiseAfterPayment : texts.promiseAfterSupplement
    }
    if (at) return <time dateTime={at.toISOString()}>{shortMoment(at, now, locale).text}</time>
    return state === 'current' ? texts.now : undefined
  }
}
