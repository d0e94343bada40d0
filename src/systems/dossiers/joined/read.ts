import type { WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { isRefusal } from '#platform/errors.ts'
import { agencyHolding, getAgency } from '../../administration/index.ts'
import {
  type JoinedFile,
  type JoinedLeg,
  joinedVersion,
  type LegWait,
  procedureAt,
  procedureVersion,
  promiseOfWhole,
  type Schedule,
  type Scheduling,
  scheduleLegs,
  type WholePromise,
} from '../../procedures/index.ts'
import { competenceFor, competenceOf } from '../competence.ts'
import { historyOf } from '../queries/history.ts'
import { type Dossier, toDossier } from '../store.ts'
import { type FiledUnder, termsOfDossier } from '../terms.ts'

/** The legs of a whole that have begun, in the order in which they began. */
export async function listLegs(db: Connection, wholeId: string): Promise<Dossier[]> {
  const rows = await db
    .selectFrom('dossiers.dossier')
    .selectAll()
    .where('wholeId', '=', wholeId)
    .orderBy('code')
    .execute()
  return rows.map(toDossier)
}

/** The bundle under which a whole was filed. */
export async function joinedOf(
  db: Connection,
  whole: Pick<Dossier, 'id' | 'joinedVersionId'>,
): Promise<JoinedFile> {
  if (whole.joinedVersionId === null) throw new Error(`Dossier ${whole.id} is not joined`)
  return (await joinedVersion(db, whole.joinedVersionId)).content
}

type Placed = Pick<Dossier, 'agencyId' | 'areaCode' | 'submittedAt'>

/**
 * Who solves a leg, by the rule of the bundle, on a day (yyyy-MM-dd). An agency that exists no more and has no place in
 * the catalogue leaves the leg with the agency of the whole, which can ask on.
 */
export async function agencyOfLeg(
  db: Connection,
  { whole, leg, on }: { whole: Placed; leg: JoinedLeg; on: string },
): Promise<string> {
  if (leg.agency.rule === 'whole') return whole.agencyId
  try {
    return await namedAgency(db, { whole, leg, on })
  } catch (error) {
    if (!isRefusal(error)) throw error
    return whole.agencyId
  }
}

async function namedAgency(
  db: Connection,
  { whole, leg, on }: { whole: Placed; leg: JoinedLeg; on: string },
): Promise<string> {
  const areaCode = whole.areaCode ?? (await getAgency(db, whole.agencyId)).areaCode
  if (leg.agency.rule === 'code') {
    const agencyId = await agencyHolding(db, leg.agency.code, on)
    return (await competenceOf(db, { agencyId, areaCode, on })).agencyId
  }
  const procedure = await procedureAt(db, leg.procedureCode, on)
  if (!procedure) return whole.agencyId
  return (await competenceFor(db, procedure.content, { areaCode, on })).agencyId
}

type Promising = {
  readonly whole: Placed &
    FiledUnder &
    Pick<Dossier, 'id' | 'joinedVersionId' | 'procedureVersionId' | 'caseName'>
  readonly receivedAt: Date
  readonly on: string
  readonly legs?: readonly Dossier[]
}

/** The promise of a whole by the law of its day of filing, the calendars of its agencies and the waits of its legs so far. */
export async function promiseOf(db: Connection, ctx: Context, asked: Promising): Promise<WholePromise> {
  const joined = await joinedOf(db, asked.whole)
  const procedure = await procedureVersion(db, asked.whole.procedureVersionId)
  return promiseOfWhole(joined, procedure, await schedulingOf(db, ctx, { ...asked, joined }))
}

/** When each leg begins and is due by the same law, calendars and waits. */
export async function scheduleOf(db: Connection, ctx: Context, asked: Promising): Promise<Schedule> {
  const joined = await joinedOf(db, asked.whole)
  return scheduleLegs(joined, await schedulingOf(db, ctx, { ...asked, joined }))
}

async function schedulingOf(
  db: Connection,
  ctx: Context,
  { whole, receivedAt, on, legs = [], joined }: Promising & { joined: JoinedFile },
): Promise<Scheduling & { calendar: WorkingCalendar }> {
  const calendars = new Map<string, WorkingCalendar>()
  for (const leg of joined.legs) {
    const begun = legs.find(({ legId }) => legId === leg.id)
    const agencyId = begun?.agencyId ?? (await agencyOfLeg(db, { whole, leg, on }))
    calendars.set(leg.id, await ctx.calendar(agencyId))
  }
  const [calendar, terms] = await Promise.all([ctx.calendar(whole.agencyId), termsOfDossier(ctx, whole)])
  const waits: LegWait[] = []
  for (const leg of legs) waits.push(...(await waitsOf(db, leg)))
  const { caseName } = whole
  const calendarOf = (legId: string) => calendars.get(legId) ?? calendar
  return { receivedAt, terms, calendar, calendarOf, waits, caseName }
}

type WaitName = { readonly ends: boolean; readonly mode: LegWait['mode']; readonly lost?: true }

const waitNames: Readonly<Record<string, WaitName>> = {
  'dossier.supplement-requested': { ends: false, mode: 'restart' },
  'dossier.supplemented': { ends: true, mode: 'restart' },
  'dossier.payment-requested': { ends: false, mode: 'continue' },
  'dossier.payment-confirmed': { ends: true, mode: 'continue' },
  'dossier.stopped': { ends: true, mode: 'continue', lost: true },
}

/** The waits of a leg that are over, as its history tells them. */
async function waitsOf(db: Connection, leg: Dossier): Promise<LegWait[]> {
  const waits: LegWait[] = []
  let from: Date | undefined
  for (const { name, at } of await historyOf(db, leg.id)) {
    const wait = waitNames[name]
    if (!wait) continue
    if (!wait.ends) from ??= at
    else if (from) {
      waits.push({ legId: leg.legId ?? '', from, to: at, mode: wait.mode, lost: wait.lost === true })
      from = undefined
    }
  }
  return waits
}
