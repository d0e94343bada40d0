import type { RecordedEvent } from '#platform/events/events.ts'
import type { Dossier } from '../dossiers/index.ts'
import type { NotificationFacts } from './schema.ts'

/** The fields of the dossier events that words are made of; each event has some of them. */
type Told = {
  readonly promisedAt: string | null
  readonly reason?: string
  readonly question?: string
  readonly reply?: string
  readonly answer?: string
  readonly items?: readonly { readonly text: string }[]
  readonly answerDueAt?: string
  readonly replyDueAt?: string
  readonly sendBy?: string
  readonly resultName?: string
  readonly amount?: number
  readonly stepName?: string
  readonly agrees?: boolean
  readonly legName?: string
  readonly left?: number
}

type Names = { readonly agency: string; readonly reception: string }

/** Happenings in which the one-stop desk speaks to the citizen; in the others it is the agency that solves. */
const spokenByReception: readonly string[] = [
  'dossier.submitted',
  'dossier.received',
  'dossier.refused',
  'dossier.solved',
]

/** What the words of a notification are made of, as the event told it: a later change of the dossier does not reach it. */
export function factsOf(event: RecordedEvent, dossier: Dossier, names: Names): NotificationFacts {
  const told = event.data as Told
  const reason = told.reason ?? told.question ?? told.reply ?? told.answer
  const answerDueAt = told.answerDueAt ?? told.replyDueAt ?? told.sendBy
  return {
    code: dossier.code,
    procedureName: dossier.procedureName,
    applicantName: dossier.applicantName,
    agencyName: spokenByReception.includes(event.name) ? names.reception : names.agency,
    promisedAt: told.promisedAt,
    resultMethod: dossier.resultMethod,
    ...(dossier.state === 'registered' ? { answerBy: dossier.dueAt.toISOString() } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(told.items === undefined ? {} : { items: told.items.map((item) => item.text) }),
    ...(answerDueAt === undefined ? {} : { answerDueAt }),
    ...(told.resultName === undefined ? {} : { resultName: told.resultName }),
    ...(told.amount === undefined ? {} : { amount: told.amount }),
    ...(told.stepName === undefined ? {} : { stepName: told.stepName }),
    ...(told.agrees === undefined ? {} : { agrees: told.agrees }),
    ...(told.legName === undefined ? {} : { legName: told.legName }),
    ...(told.left === undefined ? {} : { left: told.left }),
  }
}
