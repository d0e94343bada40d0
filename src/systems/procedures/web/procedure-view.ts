import {
  addWorkingMinutes,
  localDate,
  localInstant,
  type WorkingCalendar,
} from '../../../platform/calendar/index.ts'
import type { Context } from '../../../platform/context.ts'
import { type Area, findAgency } from '../../administration/index.ts'
import { findAccount } from '../../identity/index.ts'
import { itemsOf } from '../form/answers.ts'
import { planSteps } from '../process-plan.ts'
import { limitOf, promiseFor } from '../promise.ts'
import type { LimitRow, ProcedureFile } from '../province-shapes.ts'
import { getOffer } from '../queries.ts'
import { listByCodes } from '../search.ts'
import { listLifeEvents } from '../store.ts'
import type { FormVersion } from '../versions.ts'
import { type Desk, listPlaces } from './desks.ts'

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
}

const RELATED = 4

/** Everything that the page of a procedure shows, as it is now. Refuses with 404 what is not in force. */
export async function viewProcedure(ctx: Context, code: string, wishedCommune: string | null) {
  const now = ctx.now()
  const date = localDate(now)
  const { procedure, form, process } = await getOffer(ctx.db, code, date)
  const { content } = procedure
  const [events, promised, places, calendar] = await Promise.all([
    listLifeEvents(ctx.db),
    promiseFor(ctx, procedure, { receivedAt: now }),
    placesOf(ctx, content, wishedCommune),
    ctx.calendar(),
  ])
  const event = events.find(({ slug }) => content.lifeEvents.includes(slug))
  const others = (event?.procedures ?? []).filter((other) => other !== code).slice(0, RELATED)
  const { number, validFrom, validTo } = procedure
  return {
    now,
    content,
    version: { number, validFrom, validTo },
    event: event ? { slug: event.slug, title: event.title } : null,
    related: await listByCodes(ctx.db, others, date),
    promised: promised ? promiseView(calendar, { ...promised, now }) : null,
    steps: planSteps(process.content, limitOf(procedure)),
    form: { pages: form.content.layout.pages, ...countQuestions(form) },
    places,
  }
}

export type ProcedureView = Awaited<ReturnType<typeof viewProcedure>>

/** A missing paper is told within 8 working hours of an online filing (NQ 66.7/2025/NQ-CP). */
const FIRST_ANSWER_MINUTES = 8 * 60

function promiseView(
  calendar: WorkingCalendar,
  { limit, dueAt, now }: { limit: LimitRow; dueAt: Date; now: Date },
): PromiseView {
  const day = localDate(dueAt)
  const cutOff = limit.unit === 'same-day' ? localInstant(day, limit.cutOff ?? '15:00') : null
  const firstAnswer = addWorkingMinutes(calendar, now, FIRST_ANSWER_MINUTES)
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
  const { areas, desks } = await listPlaces(ctx.db, date)
  const commune = areas.get(wished ?? (await homeOf(ctx)) ?? '')
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
  }
}

async function agencyName(ctx: Context, id: string): Promise<string | null> {
  return (await findAgency(ctx.db, id))?.name ?? null
}

async function homeOf(ctx: Context): Promise<string | null> {
  if (ctx.actor.kind !== 'citizen') return null
  return (await findAccount(ctx.db, ctx.actor.id))?.areaCode ?? null
}

function groupCommunes(areas: readonly Area[]): CommuneGroup[] {
  return areas
    .filter(({ level }) => level === 2)
    .map((district) => ({
      district: district.fullName,
      communes: areas
        .filter(({ level, parentCode }) => level === 3 && parentCode === district.code)
        .map(({ code, fullName }) => ({ code, name: fullName })),
    }))
}
