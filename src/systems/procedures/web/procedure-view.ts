import { localDate, localInstant, type WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { type Area, areaOn, findAgency } from '../../administration/index.ts'
import { findAccount } from '../../identity/index.ts'
import { feesOn } from '../fees.ts'
import { promiseOfFiling, resultsPromised } from '../filing-promise.ts'
import { itemsOf } from '../form/answers.ts'
import type { JoinedFile, JoinedLeg } from '../joined-shapes.ts'
import { termsOn } from '../law/regimes.ts'
import { endOf, type Terms, timeOfDay } from '../law/terms.ts'
import { planSteps } from '../process-plan.ts'
import { caseOf, type Limited, limitOf } from '../promise.ts'
import type { LimitRow, ProcedureFile } from '../province-shapes.ts'
import { getOffer, joinedAt, procedureAt } from '../queries.ts'
import { listByCodes } from '../search.ts'
import { listLifeEvents } from '../store.ts'
import type { FormVersion } from '../versions.ts'
import { type Desk, placesOn } from './desks.ts'

/** What happens until the result is there, each with its instant. */
export type PromiseView = {
  /** Until then it is still answered today; null when that is not the rule, or past. */
  readonly cutOffAt: Date | null
  /** Until then a missing paper is told; null when the result comes first. */
  readonly firstAnswerAt: Date | null
  readonly dueAt: Date
}

/** A group of communes to choose from, under the name of its district. */
export type CommuneGroup = {
  readonly district: string
  readonly communes: readonly { code: string; name: string }[]
}

export type FilingPlaces = {
  readonly solver: string | null
  readonly groups: readonly CommuneGroup[]
  readonly commune: string | null
  readonly desks: readonly Desk[]
  /** Whether any one-stop of the province takes it in, or those of the places that solve it only. */
  readonly anywhere: boolean
}

const RELATED = 4

/** Everything that the page of a procedure shows, as it is now. Refuses with 404 what is not in force. */
export async function viewProcedure(ctx: Context, code: string, wishedCommune: string | null) {
  const now = ctx.now()
  const date = localDate(now)
  const { procedure, ...offered } = await ctx.recall('procedures', `page ${code} ${date}`, (db) =>
    readOffered(db, code, date),
  )
  const { content, number, validFrom, validTo } = procedure
  const [promised, places, calendar, terms] = await Promise.all([
    promiseOfFiling(ctx, procedure, { receivedAt: now }),
    placesOf(ctx, content, wishedCommune),
    ctx.calendar(),
    termsOn(ctx.db, date),
  ])
  return {
    ...offered,
    now,
    content: { ...content, fees: feesOn(content.fees, date) },
    version: { number, validFrom, validTo },
    promised: promised ? promiseView(calendar, { ...promised, now, terms }) : null,
    limits: await limitsOf(ctx, procedure, offered.joined !== null),
    promisedResult: resultsPromised(content, offered.joined !== null),
    places,
  }
}

/** A published case and what filing in it promises; of a bundle the longest path through its parts may be shorter than what is published. */
export type OfferedLimit = { readonly published: LimitRow; readonly promised: LimitRow }

function limitsOf(ctx: Context, procedure: Limited, joined: boolean): Promise<OfferedLimit[]> {
  return Promise.all(
    procedure.content.limits.map(async (published, index) => {
      if (!joined) return { published, promised: published }
      const asked = { receivedAt: ctx.now(), ...caseOf(published, index) }
      const promised = await promiseOfFiling(ctx, procedure, asked)
      return { published, promised: promised?.limit ?? published }
    }),
  )
}

/** What the page says that only a change of the catalogue, or the next day, changes. */
async function readOffered(db: Connection, code: string, date: string) {
  const { procedure, form, process } = await getOffer(db, code, date)
  const events = await listLifeEvents(db)
  const event = events.find(({ slug }) => procedure.content.lifeEvents.includes(slug))
  const others = (event?.procedures ?? []).filter((other) => other !== code).slice(0, RELATED)
  const joined = await joinedAt(db, code, date)
  const related = await listByCodes(db, others, date)
  return {
    procedure,
    event: event ? { slug: event.slug, title: event.title } : null,
    related: related.map((other) => ({ code: other.code, shortName: other.shortName })),
    steps: planSteps(process.content, limitOf(procedure)),
    joined: joined ? await viewPath(db, joined.content, { procedure: procedure.content, date }) : null,
    form: { pages: questionsOf(form), ...countQuestions(form) },
  }
}

/** A part of the way of a bundle: who, how long. */
export type PathLeg = {
  readonly id: string
  readonly name: string
  /** The agency by name where it is the same for everybody, else by its kind. */
  readonly agency: { readonly name: string } | { readonly kind: AgencyKind }
  readonly limit: LimitRow
  /** Its term in another published case, where it has one of its own. */
  readonly byCase: readonly LimitRow[]
  readonly result: string
}
type AgencyKind = 'commune-committee' | 'commune-police' | 'district-committee'

type PathOf = { readonly procedure: ProcedureFile; readonly date: string }

/** The legs of a bundle in stages; those of one stage run at once. */
async function viewPath(db: Connection, { legs }: JoinedFile, of: PathOf): Promise<PathLeg[][]> {
  const stages: PathLeg[][] = []
  const depth = new Map<string, number>()
  for (const leg of legs) {
    const at = Math.max(-1, ...leg.after.map((id) => depth.get(id) ?? 0)) + 1
    depth.set(leg.id, at)
    const { id, name, limit, result } = leg
    const byCase = Object.entries(leg.limitByCase ?? {}).map(([each, row]) => ({ ...row, case: each }))
    const seen = { id, name, limit, byCase, result, agency: await agencyOfPath(db, leg, of) }
    stages[at] = [...(stages[at] ?? []), seen]
  }
  return stages
}

async function agencyOfPath(
  db: Connection,
  leg: JoinedLeg,
  { procedure, date }: PathOf,
): Promise<PathLeg['agency']> {
  if (leg.agency.rule === 'code') return nameOf(db, leg.agency.code)
  const own =
    leg.agency.rule === 'whole' ? procedure : (await procedureAt(db, leg.procedureCode, date))?.content
  const { commune, district, province } = (own ?? procedure).agencyByLevel
  const kind = commune ?? district
  return kind ? { kind } : nameOf(db, province ?? '')
}

async function nameOf(db: Connection, id: string): Promise<{ name: string }> {
  return { name: (await findAgency(db, id))?.name ?? id }
}

function questionsOf({ content }: FormVersion) {
  return content.layout.pages.map(({ id, title, items }) => ({
    id,
    title,
    items: items.map(({ field, label }) => ({ field, label })),
  }))
}

export type ProcedureView = Awaited<ReturnType<typeof viewProcedure>>

function promiseView(
  calendar: WorkingCalendar,
  { limit, dueAt, now, terms }: { limit: LimitRow; dueAt: Date; now: Date; terms: Terms },
): PromiseView {
  const day = localDate(dueAt)
  const cutOff =
    limit.unit === 'same-day'
      ? localInstant(day, limit.cutOff ?? timeOfDay(terms.rules['same-day-cut-off']))
      : null
  const firstAnswer = endOf(calendar, terms.rules['first-answer-online'], now)
  return {
    cutOffAt: cutOff,
    firstAnswerAt: cutOff === null && firstAnswer < dueAt ? firstAnswer : null,
    dueAt,
  }
}

/** How many questions are asked of everybody, and how many of them are answered by signing in. */
function countQuestions({ content }: FormVersion): { questions: number; held: number } {
  const asked = itemsOf(content).filter(({ when }) => when === undefined)
  return { questions: asked.length, held: asked.filter(({ prefill }) => prefill !== undefined).length }
}

/**
 * Where to file: the desks of the commune that was asked for or where the citizen lives, and of the levels that solve.
 * Without a commune the desk of the province, for what only the province solves.
 */
async function placesOf(ctx: Context, content: ProcedureFile, wished: string | null): Promise<FilingPlaces> {
  const date = localDate(ctx.now())
  const { areas, desks } = await placesOn(ctx.recall, date)
  const asked = wished ?? (await homeOf(ctx))
  const commune = asked ? (areas.get(asked) ?? (await areaOn(ctx.db, asked, date))) : undefined
  const chosen = commune?.level === 3 ? commune : undefined
  const own = desks.find((desk) => desk.areaCode === chosen?.code)
  const district = desks.find((desk) => desk.areaCode === chosen?.parentCode)
  const province = desks.find((desk) => areas.get(desk.areaCode)?.level === 1)
  const solving = [
    ...(own ? [own] : []),
    ...(district && content.levels.includes('district') ? [district] : []),
    ...(province && content.levels.includes('province') ? [province] : []),
  ]
  const agency = content.agencyByLevel.province
  return {
    solver: agency === undefined ? null : await agencyName(ctx, agency),
    groups: groupCommunes([...areas.values()]),
    commune: chosen?.code ?? null,
    desks: solving,
    anywhere: (await termsOn(ctx.db, date)).reception === 'any',
  }
}

async function agencyName(ctx: Context, id: string): Promise<string | null> {
  const agency = await ctx.recall('administration', `agency ${id}`, (db) => findAgency(db, id))
  return agency?.name ?? null
}

async function homeOf(ctx: Context): Promise<string | null> {
  if (ctx.actor.kind !== 'citizen') return null
  return (await findAccount(ctx.db, ctx.actor.id))?.areaCode ?? null
}

/** By what lies directly above them: the districts, or the one province where there are none. */
function groupCommunes(areas: readonly Area[]): CommuneGroup[] {
  return areas
    .map((above) => ({
      district: above.fullName,
      communes: areas
        .filter(({ level, parentCode }) => level === 3 && parentCode === above.code)
        .map(({ code, fullName }) => ({ code, name: fullName })),
    }))
    .filter(({ communes }) => communes.length > 0)
}
