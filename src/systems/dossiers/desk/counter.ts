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
import type { CounterEntry } from '../actions/submit-dossier.ts'
import { competenceFor, lowestLevel, takenInAnywhere } from '../competence.ts'

/** The one-stop desk at which an officer sits: its area, and the level of the procedures it takes in. */
export type Counter = {
  readonly agencyId: string
  readonly name: string
  readonly areaCode: string
  readonly level: Level
  /** Set where the law of today lets this desk take in what any agency of the province solves (NĐ 118/2025). */
  readonly deskId: string | null
}

const levels: readonly Level[] = ['province', 'district', 'commune']

/** The counter of the officer's main post; refuses with 404 who receives nowhere. */
export async function getCounter(ctx: Context): Promise<Counter> {
  const { actor } = ctx
  if (actor.kind !== 'officer' || !holds(actor, 'dossier.receive', actor.agencyId)) {
    throw new Refusal(404, 'counter.none', 'Bạn chưa được phân công ở bộ phận một cửa nào.')
  }
  const on = localDate(ctx.now())
  const agency = await getAgency(ctx.db, actor.agencyId)
  const area = await findArea(ctx.db, agency.areaCode, on)
  const level = levels[(area?.level ?? 1) - 1] ?? 'province'
  const anywhere = agency.kind === 'one-stop' && (await takenInAnywhere(ctx.db, on))
  const deskId = anywhere ? agency.id : null
  return { agencyId: agency.id, name: agency.name, areaCode: agency.areaCode, level, deskId }
}

/** Procedures that this counter takes in: those asked for, or the most frequent ones of its own level. */
export async function counterProcedures(ctx: Context, counter: Counter, query: string) {
  const every = { date: localDate(ctx.now()), limit: 12 }
  const own = { ...every, level: counter.level }
  const { items } =
    query === ''
      ? await listProcedures(ctx.db, own)
      : await searchProcedures(ctx.db, query, counter.deskId === null ? own : every)
  return items
}

/** What is filed at this counter under a procedure; refuses one that another level takes in. */
export async function counterOffer(ctx: Context, counter: Counter, code: string): Promise<Offer> {
  const offer = await getOffer(ctx.db, code, localDate(ctx.now()))
  if (counter.deskId === null && !offer.procedure.content.levels.includes(counter.level)) {
    throw new Refusal(
      404,
      'counter.other_level',
      'Thủ tục này tiếp nhận ở cấp khác. Hãy hướng dẫn công dân đến đúng nơi hoặc nộp trực tuyến.',
    )
  }
  return offer
}

/** The level at which a matter is solved that is filed here: that of the counter where the procedure has it. */
export function levelAt(counter: Counter, procedure: ProcedureFile): Level {
  return procedure.levels.includes(counter.level) ? counter.level : lowestLevel(procedure)
}

/** The place of a matter as the counter asks for it; what is left out is the counter's own. */
export type CounterPlace = { readonly areaCode?: string | undefined; readonly level?: Level | undefined }

/** Who solves what is filed at this counter, and the desk that takes it in. Refuses with 422 a place that solves nothing. */
export async function placeAt(
  ctx: Context,
  { counter, procedure }: { counter: Counter; procedure: ProcedureFile },
  { areaCode = counter.level === 'commune' ? counter.areaCode : undefined, level }: CounterPlace,
): Promise<Pick<CounterEntry, 'agencyId' | 'areaCode' | 'receptionAgencyId'>> {
  const { deskId } = counter
  if (deskId === null) return { agencyId: await solverAt(ctx, counter, procedure), areaCode }
  const on = localDate(ctx.now())
  const asked = { areaCode: areaCode ?? null, level: level ?? levelAt(counter, procedure), on }
  const { agencyId } = await competenceFor(ctx.db, procedure, asked)
  return { agencyId, areaCode, receptionAgencyId: deskId }
}

/** The agency that solves what is filed at this counter, where a desk takes in only for its own place. */
async function solverAt(
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
