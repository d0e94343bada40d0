import { localDate } from '#platform/calendar/index.ts'
import { formatDate, formatMoney, formatTime, shortName } from '#platform/text/index.ts'
import type { StateName } from '#web/components/badge/states.ts'
import type { Moment } from '#web/components/source/Source.tsx'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import {
  type DossierHappening,
  type ToldHappening as Happening,
  namesOfPapers,
  papersTogether,
} from '../../queries/history.ts'
import { dueWords } from '../moments.ts'
import { historyTexts } from './history-texts.ts'
import { tellLegs } from './leg-history.ts'

type Telling = {
  readonly now: Date
  readonly agencyNames: ReadonlyMap<string, string>
  readonly locale: Locale
}
/** The texts in either language. */
export type HistoryTexts = ReturnType<typeof messagesFor<typeof historyTexts.vi>>
type Texts = HistoryTexts
type Words = Telling & { readonly texts: Texts }
/** One line of the history, in plain words. */
export type ToldHappening = {
  readonly id: string
  readonly title: string
  readonly at: Moment
  readonly state: StateName
  readonly more?: string
}

export type Told = { readonly title: string; readonly state?: StateName; readonly more?: string }

/** "09:12 hôm nay", "15:30 19/11", in another year with it. */
export function shortMoment(instant: Date, now: Date, locale: Locale): string {
  const [day, today] = [localDate(instant), localDate(now)]
  if (day === today) return messagesFor(locale, historyTexts).today(formatTime(instant))
  const date = formatDate(day)
  return `${formatTime(instant)} ${day.slice(0, 4) === today.slice(0, 4) ? date.slice(0, 5) : date}`
}

/**
 * What happened, newest first, as colleagues tell it: who did what. Readings are left out: they are the citizen's to see.
 */
export function tellHistory(history: readonly DossierHappening[], telling: Telling): ToldHappening[] {
  const words = { ...telling, texts: messagesFor(telling.locale, historyTexts) }
  const told = papersTogether(history).flatMap((event) => {
    const line = tell(event, words)
    return line ? [{ event, line }] : []
  })
  return told.toReversed().map(({ event, line: { title, state, more } }, index) => ({
    id: String(event.id),
    title,
    at: {
      iso: new Date(event.at).toISOString(),
      text: shortMoment(new Date(event.at), telling.now, telling.locale),
    },
    state: index === 0 ? (state ?? 'info') : 'done',
    ...(more ? { more } : {}),
  }))
}

function tell(event: Happening, words: Words): Told | null {
  return (
    tellWay(event, words) ??
    tellLegs(event, words.texts) ??
    tellWait(event, words) ??
    tellTime(event, words) ??
    tellPaper(event, words.texts) ??
    tellEnd(event, words.texts) ??
    tellResult(event, words.texts)
  )
}

function tellWay(event: DossierHappening, words: Words): Told | null {
  const { texts } = words
  const who = whoOf(event, texts)
  switch (event.name) {
    case 'dossier.submitted':
      return { title: texts.filed[event.data.channel] }
    case 'dossier.received': {
      const due = event.data.promisedAt
      return {
        title: texts.received(who),
        ...(due ? { more: texts.promised(dueOf(due, words)) } : {}),
      }
    }
    case 'dossier.handed-over':
      return {
        title: (event.data.approvedHash ? texts.approved : texts.handedOver)(who, event.data.stepName),
        ...more(event.data.officerName && texts.to(event.data.officerName), event.data.note),
      }
    case 'dossier.sent-back':
      return { title: texts.sentBack(who, event.data.stepName), state: 'soon', more: event.data.reason }
    case 'dossier.assigned':
      return { title: texts.assigned(who, event.data.officerName ?? texts.office) }
    case 'dossier.moved': {
      const { toAgencyId, fromAgencyId, unassigned } = event.data
      return {
        title: texts.moved(nameOf(toAgencyId, words), nameOf(fromAgencyId, words)),
        more: texts.movedNote(unassigned),
      }
    }
    default:
      return null
  }
}

function tellPaper(event: Happening, texts: Texts): Told | null {
  const who = whoOf(event, texts)
  switch (event.name) {
    case 'dossier.paper-added':
      return { title: texts.added(who, event.papers?.length ?? 1), ...more(namesOfPapers(event)) }
    case 'dossier.paper-removed':
      return { title: texts.removed(who), ...more(event.data.paperName) }
    case 'dossier.paper-digitised': {
      const { failure, pages } = event.data
      if (failure) return { title: texts.unread, state: 'soon' }
      return pages === 0 ? null : { title: texts.digitised(pages) }
    }
    case 'dossier.paper-confirmed':
      return {
        title: texts.confirmed(who),
        more: event.data.stored ? texts.stored(event.data.paperName) : event.data.paperName,
      }
    case 'dossier.paper-reused':
      return { title: texts.reused(who), more: event.data.paperName }
    default:
      return null
  }
}

function tellWait(event: DossierHappening, words: Words): Told | null {
  const { texts } = words
  const who = whoOf(event, texts)
  switch (event.name) {
    case 'dossier.supplement-requested': {
      const items = event.data.items.map((item) => item.text).join('; ')
      return {
        title: texts.supplementAsked(who),
        state: 'paused',
        more: texts.because(items, event.data.reason),
      }
    }
    case 'dossier.supplemented':
      return {
        title: texts.supplied,
        ...(event.data.papers > 0 ? { more: texts.newFiles(event.data.papers) } : {}),
      }
    case 'dossier.payment-requested':
      return {
        title: texts.paymentAsked(who, formatMoney(event.data.amount)),
        state: 'paused',
        more: event.data.answerDueAt
          ? texts.payBy(event.data.reason, dueOf(event.data.answerDueAt, words))
          : event.data.reason,
      }
    case 'dossier.payment-confirmed':
      return { title: texts.paid(who), ...more(event.data.note) }
    case 'dossier.consulted': {
      const { question, agencyId, replyDueAt } = event.data
      return {
        title: texts.consulted(who, nameOf(agencyId, words)),
        more: texts.replyBy(question, dueOf(replyDueAt, words)),
      }
    }
    case 'dossier.opinion-given': {
      const agency = nameOf(event.data.agencyId, words)
      return {
        title: event.data.agrees ? texts.agrees(agency) : texts.disagrees(agency),
        more: event.data.reply,
      }
    }
    default:
      return null
  }
}

function tellTime(event: DossierHappening, words: Words): Told | null {
  const { texts } = words
  switch (event.name) {
    case 'dossier.overdue':
      return { title: texts.overdue, state: 'late' }
    case 'dossier.due-soon':
      return { title: texts.dueSoon, state: 'soon' }
    case 'dossier.first-answer-late':
      return { title: texts.answerLate, state: 'late' }
    case 'dossier.payment-overdue':
      return { title: texts.paymentLate, state: 'late' }
    case 'dossier.promise-moved':
      return { title: texts.promiseMoved, more: event.data.reason }
    case 'dossier.apology-drafted': {
      const by = dueOf(event.data.sendBy, words)
      return { title: texts.apologyDrafted, state: 'soon', more: texts.toSignBy(by) }
    }
    case 'dossier.apologised': {
      const due = dueOf(event.data.newPromisedAt, words)
      const late = event.data.inTime ? '' : texts.apologyLate
      return {
        title: texts.apologised(whoOf(event, texts), due),
        state: 'soon',
        more: `${event.data.reason}${late}`,
      }
    }
    case 'dossier.consultation-late': {
      return { title: texts.opinionLate(nameOf(event.data.agencyId, words)), state: 'late' }
    }
    default:
      return null
  }
}

function tellEnd(event: DossierHappening, texts: Texts): Told | null {
  const who = whoOf(event, texts)
  switch (event.name) {
    case 'dossier.refused':
      return { title: texts.refused(who), state: 'late', more: event.data.reason }
    case 'dossier.withdrawn':
      return {
        title: event.actorKind === 'officer' ? texts.withdrawalNoted(who) : texts.withdrawn,
        state: 'done',
        more: event.data.reason,
      }
    case 'dossier.stopped':
      return {
        title: texts.stopped(who),
        state: 'late',
        more: `${event.data.reason} (${event.data.legalGround})`,
      }
    case 'dossier.solved':
      return {
        title: texts.solved(who),
        state: 'ok',
        more: texts.result(event.data.resultName, event.data.resultNumber),
      }
    case 'dossier.returned':
      return { title: texts.returned(who), state: 'ok' }
    case 'dossier.rated':
      return { title: texts.rated(event.data.stars) }
    default:
      return null
  }
}

function tellResult(event: DossierHappening, texts: Texts): Told | null {
  const who = whoOf(event, texts)
  switch (event.name) {
    case 'result.issued':
      return {
        title: texts.resultAdded(who),
        more: texts.result(event.data.resultName, event.data.resultNumber),
      }
    case 'result.handed-over':
      return { title: event.data.method === 'online' ? texts.downloaded(who) : texts.handedOut(who) }
    case 'result.correction-requested':
      return { title: texts.correctionAsked(who), state: 'soon', more: event.data.reason }
    case 'result.correction-refused':
      return { title: texts.correctionRefused(who), more: event.data.answer }
    case 'result.corrected':
      return { title: texts.corrected(who), state: 'ok', more: texts.newNumber(event.data.resultNumber) }
    case 'result.reissued':
      return {
        title: texts.reissued(who, event.data.copyNumber),
        state: 'ok',
        more: event.data.reason,
      }
    case 'result.revoked':
      return {
        title: texts.revoked(who),
        state: 'late',
        more: `${event.data.reason} (${event.data.legalGround})`,
      }
    default:
      return null
  }
}

/** Officers call each other by the short name; a job is the system. */
function whoOf({ actorKind, actorName }: DossierHappening, texts: Texts): string {
  return actorKind === 'system'
    ? texts.system
    : actorKind === 'citizen'
      ? texts.citizen
      : shortName(actorName)
}

function nameOf(agencyId: string, { agencyNames }: Words): string {
  return agencyNames.get(agencyId) ?? agencyId
}

function dueOf(instant: string, { now, locale }: Words): string {
  return dueWords(new Date(instant), now, locale)
}

function more(...parts: (string | null | undefined)[]): { more?: string } {
  const text = parts.filter((part) => part).join('. ')
  return text === '' ? {} : { more: text }
}
