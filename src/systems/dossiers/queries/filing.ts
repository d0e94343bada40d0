import { localDate, localInstant, promise } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { type Agency, findAgency, listAreas } from '../../administration/index.ts'
import { findAccount } from '../../identity/index.ts'
import {
  type Answers,
  type FormVersion,
  formVersion,
  type ProcedureVersion,
  prefillForm,
  procedureVersion,
  promiseFor,
} from '../../procedures/index.ts'
import { type Draft, getDraft } from '../actions/edit-draft.ts'
import { competenceFor, type Level, lowestLevel } from '../competence.ts'
import { type FilingStep, filingSteps, heldBy } from '../filing-rules.ts'
import { type Attachment, listAttachments } from '../store.ts'

/** A draft with everything its pages show: what is asked, what is held already, what was sent. */
export type Filing = {
  readonly draft: Draft
  readonly procedure: ProcedureVersion
  readonly form: FormVersion
  readonly held: Answers
  readonly attachments: readonly Attachment[]
  readonly steps: readonly FilingStep[]
  /** Who will solve it; undefined until the citizen has chosen where to file. */
  readonly agency: Agency | undefined
}

/** The filing of this citizen; refuses with 404 anybody else's. */
export async function getFiling(ctx: Context, id: string): Promise<Filing> {
  const draft = await getDraft(ctx.db, ctx, id)
  const [procedure, form, account, attachments, agency] = await Promise.all([
    procedureVersion(ctx.db, draft.procedureVersionId),
    formVersion(ctx.db, draft.formVersionId),
    findAccount(ctx.db, draft.accountId),
    listAttachments(ctx.db, draft.id),
    draft.agencyId === null ? undefined : findAgency(ctx.db, draft.agencyId),
  ])
  const held = prefillForm(form.content, heldBy(account)).data
  const steps = filingSteps(form.content, procedure.content.papers, draft.data)
  return { draft, procedure, form, held, attachments, steps, agency }
}

/** What filing now would promise; `fileBefore` is the last moment that still gets the same answer, where there is one. */
export type FilingPromise = { readonly dueAt: Date; readonly fileBefore: Date | null }

/** The promise of a procedure if it were received now by that agency; undefined when no limit is published. */
export async function promiseIfFiledNow(
  ctx: Context,
  procedure: ProcedureVersion,
  agencyId: string | undefined,
): Promise<FilingPromise | undefined> {
  const now = ctx.now()
  const asked = agencyId === undefined ? { receivedAt: now } : { receivedAt: now, agencyId }
  const promised = await promiseFor(ctx, procedure, asked)
  if (!promised) return undefined
  const calendar = await ctx.calendar(agencyId)
  const { timeLimit, dueAt } = promised
  const closing = timeLimit.unit === 'same-day' ? (timeLimit.cutOff ?? '15:00') : '17:00'
  const last = localInstant(localDate(now), closing)
  const same = last > now && promise(calendar, timeLimit, last).dueAt.getTime() === dueAt.getTime()
  return { dueAt, fileBefore: same ? last : null }
}

/** A place where a procedure can be filed for somebody of a commune. */
export type FilingPlace = { readonly level: Level; readonly agency: Agency; readonly desk: Agency }

/** The places for a commune, the nearest first; none while no commune is chosen and every level needs one. */
export async function placesFor(
  ctx: Context,
  { content }: ProcedureVersion,
  areaCode: string | null,
): Promise<FilingPlace[]> {
  const on = localDate(ctx.now())
  const places: FilingPlace[] = []
  for (const level of ['commune', 'district', 'province'] as const) {
    if (!content.levels.includes(level) || (level !== 'province' && areaCode === null)) continue
    const { agencyId, receptionAgencyId } = await competenceFor(ctx.db, content, { areaCode, level, on })
    const [agency, desk] = await Promise.all([
      findAgency(ctx.db, agencyId),
      findAgency(ctx.db, receptionAgencyId),
    ])
    if (agency && desk) places.push({ level, agency, desk })
  }
  return places
}

/** True when the procedure is solved at a level that depends on where the citizen lives. */
export function needsCommune({ content }: ProcedureVersion): boolean {
  return lowestLevel(content) !== 'province'
}

/** A commune to choose from, named with its district: "Phường 3, Thành phố Bạc Liêu". */
export type CommuneChoice = { readonly code: string; readonly name: string }

/** The communes of the province in force on the day of asking, by district and name. */
export async function communeChoices(ctx: Context): Promise<CommuneChoice[]> {
  const areas = await listAreas(ctx.db, { validOn: localDate(ctx.now()) })
  const names = new Map(areas.map((area) => [area.code, area.fullName]))
  return areas
    .filter((area) => area.level === 3)
    .sort(
      (a, b) => (a.parentCode ?? '').localeCompare(b.parentCode ?? '') || a.name.localeCompare(b.name, 'vi'),
    )
    .map((area) => ({ code: area.code, name: `${area.fullName}, ${names.get(area.parentCode ?? '') ?? ''}` }))
}
