import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { holds } from '#platform/permissions.ts'
import { findArea, getAgency, listAgencies } from '../../administration/index.ts'
import {
  type FormFile,
  getOffer,
  type Level,
  listProcedures,
  type Offer,
  type ProcedureFile,
  searchProcedures,
} from '../../procedures/index.ts'

/** The one-stop desk at which an officer sits: its area, and the level of the procedures it takes in. */
export type Counter = {
  readonly agencyId: string
  readonly name: string
  readonly areaCode: string
  readonly level: Level
}

const levels: readonly Level[] = ['province', 'district', 'commune']

/** The counter of the officer's main post; refuses with 404 who receives nowhere. */
export async function getCounter(ctx: Context): Promise<Counter> {
  const { actor } = ctx
  if (actor.kind !== 'officer' || !holds(actor, 'dossier.receive', actor.agencyId)) {
    throw new Refusal(404, 'counter.none', 'Bạn chưa được phân công ở bộ phận một cửa nào.')
  }
  const agency = await getAgency(ctx.db, actor.agencyId)
  const area = await findArea(ctx.db, agency.areaCode, localDate(ctx.now()))
  const level = levels[(area?.level ?? 1) - 1] ?? 'province'
  return { agencyId: agency.id, name: agency.name, areaCode: agency.areaCode, level }
}

/** Procedures that this counter takes in: those asked for, or the most frequent ones. */
export async function counterProcedures(ctx: Context, counter: Counter, query: string) {
  const filter = { date: localDate(ctx.now()), level: counter.level, limit: 12 }
  const { items } =
    query === '' ? await listProcedures(ctx.db, filter) : await searchProcedures(ctx.db, query, filter)
  return items
}

/** What is filed at this counter under a procedure; refuses one that another level takes in. */
export async function counterOffer(ctx: Context, counter: Counter, code: string): Promise<Offer> {
  const offer = await getOffer(ctx.db, code, localDate(ctx.now()))
  if (!offer.procedure.content.levels.includes(counter.level)) {
    throw new Refusal(
      404,
      'counter.other_level',
      'Thủ tục này tiếp nhận ở cấp khác. Hãy hướng dẫn công dân đến đúng nơi hoặc nộp trực tuyến.',
    )
  }
  return offer
}

/** The agency that solves what is filed at this counter. */
export async function solverAt(
  ctx: Context,
  counter: Counter,
  procedure: ProcedureFile,
): Promise<string | undefined> {
  if (counter.level === 'province') return procedure.agencyByLevel.province
  const kind =
    counter.level === 'district'
      ? 'district-committee'
      : (procedure.agencyByLevel.commune ?? 'commune-committee')
  const [agency] = await listAgencies(ctx.db, {
    kind,
    areaCode: counter.areaCode,
    validOn: localDate(ctx.now()),
    limit: 1,
  })
  return agency?.id
}

/** The questions whose answer is the applicant as written above them: they are not asked again. */
const sameAsApplicant = new Set([
  'citizen.fullName',
  'citizen.identityNumber',
  'citizen.phone',
  'citizen.email',
  'citizen.address',
])

/** The pages of a form as the counter asks them. Conditions stay on the questions: the page shows what follows. */
export function counterPages(form: FormFile) {
  return form.layout.pages
    .map((page) => ({
      id: page.id,
      title: page.title,
      items: page.items.filter((item) => !item.prefill || !sameAsApplicant.has(item.prefill)),
    }))
    .filter((page) => page.items.length > 0)
}
