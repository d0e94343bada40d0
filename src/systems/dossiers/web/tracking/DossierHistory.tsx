import type { ReactNode } from 'react'
import { localDate } from '../../../../platform/calendar/index.ts'
import { formatDate, formatMoney } from '../../../../platform/text/index.ts'
import type { StateName } from '../../../../web/components/badge/states.ts'
import { Timeline } from '../../../../web/components/timeline/Timeline.tsx'
import { useMessages } from '../../../../web/messages/define.ts'
import { useShell } from '../../../../web/shell.ts'
import type { DossierHappening } from '../../queries/history.ts'
import { dueWords, momentOf } from '../moments.ts'
import { historyMessages } from './history-messages.ts'

type Props = {
  readonly dossierId: string
  readonly history: readonly DossierHappening[]
  readonly agencyNames: Readonly<Record<string, string>>
  readonly now: Date
}

/** What one event says to the applicant; nothing for what is the agency's own business. */
type Told = { readonly title: string; readonly state?: StateName; readonly more?: ReactNode }

type Texts = ReturnType<typeof useMessages<typeof historyMessages.vi>>

/** What happened to a dossier, newest first, in the words of the applicant. */
export function DossierHistory({ dossierId, history, agencyNames, now }: Props) {
  const texts = useMessages(historyMessages)
  const { locale } = useShell()
  const due = (instant: string) => dueWords(new Date(instant), now, locale)
  const told = history.flatMap((event) => {
    const words = tell(event, { texts, due, dossierId, agencyNames })
    return words ? [{ id: String(event.id), at: momentOf(new Date(event.at), locale), ...words }] : []
  })
  const newest = told.at(-1)?.id
  return (
    <section className="stack" aria-labelledby="dien-bien">
      <h2 id="dien-bien">{texts.history}</h2>
      <Timeline
        events={told.toReversed().map(({ state, ...event }) => ({
          ...event,
          state: event.id === newest ? (state ?? 'ok') : 'done',
        }))}
      />
    </section>
  )
}

type Telling = {
  readonly texts: Texts
  readonly due: (instant: string) => string
  readonly dossierId: string
  readonly agencyNames: Readonly<Record<string, string>>
}

function tell(event: DossierHappening, telling: Telling): Told | null {
  return tellStart(event, telling) ?? tellWait(event, telling) ?? tellEnd(event, telling)
}

function tellStart(event: DossierHappening, { texts, due, dossierId }: Telling): Told | null {
  const words = texts.happened
  switch (event.name) {
    case 'dossier.submitted':
      return { title: words.filed[event.data.channel] }
    case 'dossier.received': {
      const { promisedAt } = event.data
      return {
        title: promisedAt ? words.receivedPromise(due(promisedAt)) : words.received,
        more: <Slip {...{ dossierId, texts }} form="01" />,
      }
    }
    case 'dossier.refused':
      return {
        title: words.refused,
        state: 'late',
        more: (
          <>
            <p>{event.data.reason}</p>
            <Slip {...{ dossierId, texts }} form="03" />
          </>
        ),
      }
    case 'dossier.handed-over':
      return { title: words.step(event.data.stepName), ...inCharge(event.data.officerName, texts) }
    case 'dossier.sent-back':
      return { title: words.stepBack(event.data.stepName) }
    case 'dossier.assigned':
      return { title: event.data.officerName ? words.assigned(event.data.officerName) : words.unassigned }
    default:
      return null
  }
}

function tellWait(event: DossierHappening, { texts, due, dossierId, agencyNames }: Telling): Told | null {
  const words = texts.happened
  switch (event.name) {
    case 'dossier.supplement-requested': {
      const { items, reason, answerDueAt, from } = event.data
      return {
        title: from === 'registered' ? words.askedBefore : words.asked,
        state: 'paused',
        more: (
          <>
            <p>{reason}</p>
            <ul>
              {items.map(({ text }) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
            <p>{words.answerBefore(formatDate(localDate(new Date(answerDueAt))))}</p>
            <Slip {...{ dossierId, texts }} form="02" />
          </>
        ),
      }
    }
    case 'dossier.supplemented': {
      const { papers, promisedAt } = event.data
      const sentences = [
        ...(papers > 0 ? [words.suppliedPapers(papers)] : []),
        ...(promisedAt ? [words.newPromise(due(promisedAt))] : []),
      ]
      return { title: words.supplied, more: sentences.length > 0 && <p>{sentences.join(' ')}</p> }
    }
    case 'dossier.payment-requested':
      return {
        title: words.toPay(formatMoney(event.data.amount)),
        state: 'paused',
        more: <p>{event.data.reason}</p>,
      }
    case 'dossier.payment-confirmed':
      return { title: words.paid }
    case 'dossier.consulted':
      return { title: words.consulted(agencyNames[event.data.agencyId] ?? event.data.agencyId) }
    case 'dossier.opinion-given':
      return { title: words.opinion(agencyNames[event.data.agencyId] ?? event.data.agencyId) }
    default:
      return null
  }
}

function tellEnd(event: DossierHappening, { texts, due }: Telling): Told | null {
  const words = texts.happened
  switch (event.name) {
    case 'dossier.withdrawn':
      return { title: words.withdrawn, state: 'done', more: <p>{event.data.reason}</p> }
    case 'dossier.stopped':
      return {
        title: words.stopped,
        state: 'late',
        more: (
          <p>
            {event.data.reason} ({event.data.legalGround})
          </p>
        ),
      }
    case 'dossier.solved': {
      const { resultName, resultNumber } = event.data
      return { title: words.solved, more: <p>{`${resultName}, ${words.number(resultNumber)}`}</p> }
    }
    case 'dossier.returned':
      return { title: words.returned[event.data.method], state: 'done' }
    case 'dossier.rated':
      return { title: words.rated(event.data.stars), state: 'done' }
    case 'dossier.overdue':
      return { title: words.overdue, state: 'late' }
    case 'dossier.first-answer-late':
      return { title: words.answerLate, state: 'late' }
    case 'dossier.promise-moved': {
      const { reason, promisedAt } = event.data
      return {
        title: words.moved,
        more: <p>{[reason, promisedAt && words.newPromise(due(promisedAt))].filter(Boolean).join(' ')}</p>,
      }
    }
    default:
      return null
  }
}

function inCharge(officer: string | null, texts: Texts): Pick<Told, 'more'> {
  return officer ? { more: <p className="soft">{texts.happened.assigned(officer)}</p> } : {}
}

type SlipProps = { readonly dossierId: string; readonly texts: Texts; readonly form: '01' | '02' | '03' }

function Slip({ dossierId, texts, form }: SlipProps) {
  return (
    <p>
      <a href={`/api/dossiers/${dossierId}/slips/${form}.pdf`}>{texts.slips[form]}</a>
    </p>
  )
}
