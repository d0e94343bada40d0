import { localDate } from '#platform/calendar/index.ts'
import type { Config } from '#platform/config.ts'
import type { Services } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import type { RecordedEvent } from '#platform/events/events.ts'
import type { Reader } from '#platform/events/readers.ts'
import { newId } from '#platform/ids.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { findAgency, findHotline, officersOf } from '../administration/index.ts'
import { type Dossier, findDossier, markTold, type Told } from '../dossiers/index.ts'
import { factsOf } from './facts.ts'
import {
  type Addressee,
  addressees,
  agenciesToAsk,
  concernsOfficers,
  type Happened,
  hasArrived,
  type ToldEvent,
  toldEvents,
} from './recipients.ts'
import type { NotificationFacts } from './schema.ts'
import { emailOf, wordsOf } from './words.ts'

/** News older than this is history: an import or a log that was read again tells nobody. */
const NEWS_HOURS = 72

/**
 * Makes notifications and e-mails of what happens to dossiers. It has no `reset`: what people were told stays told, and
 * reading the log again adds nothing. Simulated dossiers tell nobody.
 */
export function notificationReader({ now }: Services, { publicUrl }: Pick<Config, 'publicUrl'>): Reader {
  return {
    name: 'notifications',
    batch: 5_000,
    realOnly: true,
    async handle(tx, events) {
      const since = now().getTime() - NEWS_HOURS * 3_600_000
      const arrivals: Told[] = []
      for (const event of events) {
        if (!toldEvents.has(event.name) || event.simulated || event.at.getTime() < since) continue
        if (await tell(tx, event, publicUrl)) arrivals.push({ id: event.subjectId, arrivedAt: event.at })
      }
      // Last and in the order in which everybody locks: until then no officer waits for this.
      await markTold(tx, arrivals, now())
    },
  }
}

/** True when it came to a desk whose officers know of it now. */
async function tell(tx: Transaction, event: RecordedEvent, publicUrl: string): Promise<boolean> {
  const dossierId = dossierIdOf(event)
  const dossier = dossierId === undefined ? undefined : await findDossier(tx, dossierId)
  if (!dossier) return false
  const happened: Happened = {
    name: event.name as ToldEvent,
    actorId: event.actorId,
    data: event.data as Happened['data'],
  }
  const officers = concernsOfficers(happened.name)
    ? await officersOf(tx, { agencyIds: agenciesToAsk(happened, dossier), on: localDate(event.at) })
    : []
  const arrived = hasArrived(happened, dossier, officers)
  const told = addressees(happened, dossier, officers)
  if (told.length === 0) return arrived
  const facts = factsOf(event, dossier, {
    agency: (await findAgency(tx, dossier.agencyId))?.name ?? '',
    reception: (await findAgency(tx, dossier.receptionAgencyId))?.name ?? '',
  })
  for (const addressee of told) await notify(tx, { event, dossier, facts, addressee, publicUrl })
  return arrived
}

/** A signed paper tells in its data what it is about; slips and registers concern nobody here. */
function dossierIdOf({ name, subjectId, data }: RecordedEvent): string | undefined {
  if (name !== 'document.signature-lost') return subjectId
  const paper = data as { readonly kind: string; readonly subjectId: string }
  return paper.kind === 'result' ? paper.subjectId : undefined
}

type News = {
  readonly event: RecordedEvent
  readonly dossier: Dossier
  readonly facts: NotificationFacts
  readonly addressee: Addressee
  readonly publicUrl: string
}

async function notify(tx: Transaction, { event, dossier, facts, addressee, publicUrl }: News): Promise<void> {
  const { kind, recipientKind, recipientId, email } = addressee
  const link = linkFor(addressee, dossier)
  const inserted = await tx
    .insertInto('notifications.notification')
    .values({
      id: newId(),
      eventEpoch: event.epoch,
      eventId: event.id,
      recipientKind,
      recipientId,
      dossierId: dossier.id,
      kind,
      facts: JSON.stringify(facts),
      link,
      createdAt: event.at,
    })
    .onConflict((conflict) => conflict.constraint('notification_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted || !email) return
  const name = recipientKind === 'officer' ? 'anh/chị' : dossier.applicantName
  const messageId = newId()
  await tx
    .insertInto('notifications.message')
    .values({
      id: messageId,
      notificationId: inserted.id,
      recipient: email,
      ...emailOf(wordsOf(kind, facts, 'vi'), {
        name,
        url: publicUrl + link,
        hotline: await findHotline(tx),
      }),
      createdAt: event.at,
    })
    .execute()
  await addJob(tx, 'notification.send', { payload: { messageId } })
}

/** Where one goes on: the citizen to his dossier, who has no account to the public check page, the officer to his desk. */
function linkFor({ recipientKind, kind }: Addressee, dossier: Dossier): string {
  if (recipientKind === 'officer') {
    const form = kind === 'officer-apology-drafted' ? '?viec=xin-loi' : ''
    return `/ban-lam-viec/ho-so/${dossier.id}${form}`
  }
  if (recipientKind === 'applicant') return `/kiem-tra/${dossier.publicToken}`
  return kind === 'supplement-requested' ? `/ho-so/${dossier.code}/bo-sung` : `/ho-so/${dossier.code}`
}
