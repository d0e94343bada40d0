import type { ReactNode } from 'react'
import { localDate } from '#platform/calendar/index.ts'
import { formatDate, formatMoney } from '#platform/text/index.ts'
import type { StateName } from '#web/components/badge/states.ts'
import { Timeline } from '#web/components/timeline/Timeline.tsx'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import {
  type DossierHappening,
  namesOfPapers,
  papersTogether,
  type ToldHappening,
} from '../../queries/history.ts'
import { dueWords, momentOf } from '../moments.ts'
import { historyMessages } from './history-messages.ts'
import { tellMove } from './tell-move.tsx'

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
  const told = papersTogether(history).flatMap((event) => {
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

function tell(event: ToldHappening, telling: Telling): Told | null {
  return (
    tellStart(event, telling) ??
    tellLegs(event, telling) ??
    tellWait(event, telling) ??
    tellPaper(event, telling) ??
    tellTime(event, telling) ??
    tellEnd(event, telling) ??
    tellMove(event, telling) ??
    tellResult(event, telling)
  )
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

function tellLegs(event: DossierHappening, { texts }: Telling): Told | null {
  const words = texts.happened
  switch (event.name) {
    case 'dossier.leg-awaits':
      return {
        title: words.legAwaits(event.data.legName),
        state: 'paused',
        more: (
          <>
            <p>{event.data.reason}</p>
            <ul>
              {event.data.items.map(({ text }) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </>
        ),
      }
    case 'dossier.leg-went-on':
      return { title: words.legWentOn(event.data.legName) }
    case 'dossier.leg-solved':
      return { title: words.legSolved(event.data.legName), more: <p>{event.data.resultName}</p> }
    case 'dossier.leg-ended':
      return { title: words.legEnded(event.data.legName), state: 'late', more: <p>{event.data.reason}</p> }
    case 'dossier.legs-dropped':
      return { title: words.legsDropped, more: <p>{event.data.reason}</p> }
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
    case 'dossier.payment-requested': {
      const until = event.data.answerDueAt && words.payBefore(due(event.data.answerDueAt))
      return {
        title: words.toPay(formatMoney(event.data.amount)),
        state: 'paused',
        more: <p>{[event.data.reason, until].filter(Boolean).join(' ')}</p>,
      }
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

function tellEnd(event: DossierHappening, { texts }: Telling): Told | null {
  const words = texts.happened
  switch (event.name) {
    case 'dossier.withdrawn':
      return {
        title: event.actorKind === 'officer' ? words.withdrawnAtDesk : words.withdrawn,
        state: 'done',
        more: <p>{event.data.reason}</p>,
      }
    case 'dossier.stopped':
      return {
        title: words.stopped,
        state: 'late',
        more: <p>{`${event.data.reason} (${event.data.legalGround})`}</p>,
      }
    case 'dossier.solved': {
      const { resultName, resultNumber } = event.data
      return { title: words.solved, more: <p>{`${resultName}, ${words.number(resultNumber)}`}</p> }
    }
    case 'dossier.returned':
      return { title: words.returned[event.data.method], state: 'done' }
    case 'dossier.rated':
      return { title: words.rated(event.data.stars), state: 'done' }
    default:
      return null
  }
}

function tellPaper(event: ToldHappening, { texts }: Telling): Told | null {
  const words = texts.happened
  const byYou = event.actorKind === 'citizen'
  switch (event.name) {
    case 'dossier.paper-added': {
      const names = namesOfPapers(event)
      return { title: words.added(byYou, event.papers?.length ?? 1), more: names && <p>{names}</p> }
    }
    case 'dossier.paper-removed': {
      const { paperName } = event.data
      return { title: words.removed(byYou), more: paperName && <p>{paperName}</p> }
    }
    case 'dossier.paper-confirmed': {
      const { paperName, stored } = event.data
      return { title: stored ? words.paperStored : words.paperConfirmed, more: <p>{paperName}</p> }
    }
    case 'dossier.paper-reused':
      return { title: words.paperReused, more: <p>{event.data.paperName}</p> }
    default:
      return null
  }
}

/** What time does to a promise. The draft of an apology is the agency's own until its head has signed. */
function tellTime(event: DossierHappening, { texts, due, dossierId, agencyNames }: Telling): Told | null {
  const words = texts.happened
  switch (event.name) {
    case 'dossier.overdue':
      return { title: words.overdue, state: 'late' }
    case 'dossier.first-answer-late':
      return { title: words.answerLate, state: 'late' }
    case 'dossier.payment-overdue':
      return { title: words.paymentLate, state: 'late' }
    case 'dossier.consultation-late':
      return { title: words.opinionLate(agencyNames[event.data.agencyId] ?? event.data.agencyId) }
    case 'dossier.promise-moved': {
      const { reason, promisedAt } = event.data
      return {
        title: words.moved,
        more: <p>{[reason, promisedAt && words.newPromise(due(promisedAt))].filter(Boolean).join(' ')}</p>,
      }
    }
    case 'dossier.apologised':
      return {
        title: words.apologised(due(event.data.newPromisedAt)),
        state: 'soon',
        more: (
          <>
            <p>{event.data.reason}</p>
            <Slip {...{ dossierId, texts }} form="04" />
          </>
        ),
      }
    default:
      return null
  }
}

/** What became of a result, also after the dossier itself ended. */
function tellResult(event: DossierHappening, { texts }: Telling): Told | null {
  const words = texts.happened
  switch (event.name) {
    case 'result.issued': {
      const { resultName, resultNumber } = event.data
      return { title: words.addedResult, more: <p>{`${resultName}, ${words.number(resultNumber)}`}</p> }
    }
    case 'result.handed-over':
      return { title: event.data.method === 'online' ? words.downloaded : words.handedNew, state: 'done' }
    case 'result.correction-requested':
      return { title: words.askedCorrection, state: 'info', more: <p>{event.data.reason}</p> }
    case 'result.correction-refused':
      return { title: words.keptResult, state: 'done', more: <p>{event.data.answer}</p> }
    case 'result.corrected':
      return { title: words.corrected, more: <p>{words.number(event.data.resultNumber)}</p> }
    case 'result.reissued':
      return { title: words.reissued(event.data.copyNumber), more: <p>{event.data.reason}</p> }
    case 'result.revoked':
      return {
        title: words.revoked,
        state: 'late',
        more: (
          <p>
            {event.data.reason} ({event.data.legalGround})
          </p>
        ),
      }
    default:
      return null
  }
}

function inCharge(officer: string | null, texts: Texts): Pick<Told, 'more'> {
  return officer ? { more: <p className="soft">{texts.happened.assigned(officer)}</p> } : {}
}

type SlipProps = {
  readonly dossierId: string
  readonly texts: Texts
  readonly form: keyof Texts['slips']
}

function Slip({ dossierId, texts, form }: SlipProps) {
  return (
    <p>
      <a href={`/api/dossiers/${dossierId}/slips/${form}.pdf`}>{texts.slips[form]}</a>
    </p>
  )
}
