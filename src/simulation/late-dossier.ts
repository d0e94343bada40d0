import { randomUUID } from 'node:crypto'
import {
  addWorkingMinutes,
  localDate,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#platform/calendar/index.ts'
import { Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { House } from '../house.ts'
import { type Books, openBooks, type PastDossier, recordHistory } from '../systems/dossiers/index.ts'
import { sessionCookie, startSession, type VerifiedPerson } from '../systems/identity/index.ts'
import { answersFor } from './answers.ts'
import { assignable, staffOffices } from './officers.ts'
import type { Person } from './people.ts'
import { seeded } from './random.ts'

/** Xác nhận tình trạng hôn nhân: three working days at a commune. */
const PROCEDURE = '1.004873'
const TERM_DAYS = 3

type Citizen = Extract<VerifiedPerson, { kind: 'citizen' }>
type Asked = {
  readonly citizen: Citizen
  /** The committee that solves it, with officers who can sign in. */
  readonly agencyId: string
  /** How long from now the promise still holds. */
  readonly minutes: number
}

/** What was made: its code and by when it is promised. */
export type LateDossier = { readonly code: string; readonly promisedAt: Date }

/**
 * A simulated dossier that is about to break its promise: filed online three working days ago, still with the specialist,
 * promised in some minutes, also where those lie outside office hours. Its alarms are queued like those of every other, so
 * the apology drafts itself. Refuses with 409 when the agency has ended: a reorganisation was run before.
 */
export async function recordLateDossier(house: House, asked: Asked): Promise<LateDossier> {
  const ctx = house.contextFor('simulate')
  const now = ctx.now()
  const books = await openBooks(ctx)
  mustServe(books, asked.agencyId, localDate(now))
  const id = newId()
  const accountId = await accountOf(house, asked.citizen)
  const officers = await officersOf(house, { books, agencyId: asked.agencyId, now })
  const past = pastOf(books, { ...asked, id, accountId, officers, now })
  const { rejected } = await recordHistory(ctx, { origin: 'simulation', books, dossiers: [past] })
  if (rejected[0]) throw new Error(`A simulated life is impossible: ${rejected[0].reason}`)
  const { code, promisedAt } = await ctx.db
    .selectFrom('dossiers.dossier')
    .select(['code', 'promisedAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { code, promisedAt: promisedAt ?? now }
}

function mustServe({ agencies }: Books, agencyId: string, today: string): void {
  const agency = agencies.find(({ id }) => id === agencyId)
  if (agency && (agency.validTo ?? '9999') >= today) return
  throw new Refusal(
    409,
    'simulation.agency_ended',
    `Cơ quan ${agencyId} đã kết thúc sau sắp xếp. Hãy tạo hồ sơ sắp trễ trước khi chạy sắp xếp.`,
  )
}

/** A sign-in like every other: the account is made on the way, and is the one that the citizen comes back to. */
async function accountOf(house: House, person: Citizen): Promise<string> {
  const visitor = await house.contextOf({ id: randomUUID(), cookies: {} })
  const { token } = await startSession(visitor, { person })
  const { actor } = await house.contextOf({ id: randomUUID(), cookies: { [sessionCookie]: token } })
  return actor.id
}

async function officersOf(
  house: House,
  { books, agencyId, now }: { books: Books; agencyId: string; now: Date },
) {
  const today = localDate(now)
  const { receptionAgencyId } = books.competenceOf(agencyId, null, today)
  const { db } = house.contextFor('simulate')
  const staff = await staffOffices(db, { agencyIds: [agencyId, receptionAgencyId], on: today })
  const random = seeded('late')
  return {
    receiver: staff(random, receptionAgencyId, 'receiver'),
    specialist: staff(random, agencyId, 'specialist'),
  }
}

type Told = Asked & {
  readonly id: string
  readonly accountId: string
  readonly officers: Awaited<ReturnType<typeof officersOf>>
  readonly now: Date
}

function pastOf(
  books: Books,
  { citizen, agencyId, minutes, id, accountId, officers, now }: Told,
): PastDossier {
  const calendar = books.calendarOf(agencyId)
  const promisedAt = new Date(now.getTime() + minutes * 60_000)
  const submittedAt = daysBefore(calendar, promisedAt)
  const person = personOf(citizen)
  const { procedure, form } = books.offerOn(PROCEDURE, localDate(submittedAt))
  const after = (worked: number) => addWorkingMinutes(calendar, submittedAt, worked)
  return {
    id,
    procedureCode: PROCEDURE,
    agencyId,
    areaCode: citizen.areaCode,
    channel: 'online',
    applicant: {
      name: citizen.fullName,
      identityNumber: citizen.identityNumber,
      ...(citizen.phone ? { phone: citizen.phone } : {}),
      ...(citizen.address ? { address: citizen.address } : {}),
    },
    accountId,
    data: answersFor(form.content, person, procedure.content.shortName),
    resultMethod: 'online',
    submittedAt,
    submittedBy: { kind: 'citizen', id: accountId, name: citizen.fullName },
    moments: [
      { kind: 'received', at: after(20), by: officers.receiver, promisedAt },
      { kind: 'handed-over', at: after(40), by: officers.receiver, to: assignable(officers.specialist) },
    ],
  }
}

/** An instant in working time, at least the term before. */
function daysBefore(calendar: WorkingCalendar, promisedAt: Date): Date {
  let at = promisedAt
  do at = new Date(at.getTime() - 86_400_000)
  while (workingMinutesBetween(calendar, at, promisedAt) < TERM_DAYS * calendar.minutesPerDay)
  return addWorkingMinutes(calendar, at, 0)
}

function personOf(citizen: Citizen): Person {
  const { fullName: name, identityNumber, phone, address, areaCode, birthOn, sex, ethnicity } = citizen
  return {
    id: citizen.subject,
    name,
    identityNumber,
    phone: phone ?? '',
    address: address ?? '',
    areaCode: areaCode ?? '',
    birthOn: birthOn ?? '',
    sex: sex === 'female' ? 'female' : 'male',
    ethnicity: ethnicity === 'Khmer' || ethnicity === 'Hoa' ? ethnicity : 'Kinh',
  }
}
