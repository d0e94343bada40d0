import { addWorkingMinutes, closeOfDay, localDate, localInstant } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { type Agency, findAgency, listAgencies, listAreas } from '../../administration/index.ts'
import { findAccount } from '../../identity/index.ts'
import {
  type Answers,
  type FormVersion,
  formVersion,
  lastMinutesOf,
  type ProcedureVersion,
  prefillForm,
  procedureVersion,
  promiseOfFiling,
  termsNow,
  timeOfDay,
} from '../../procedures/index.ts'
import { type Draft, getDraft } from '../actions/edit-draft.ts'
import { competenceFor, type Level, lowestLevel, takenInAnywhere } from '../competence.ts'
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
  /** The one-stop that takes it in and hands the result out, when the citizen chose another than that of the agency. */
  readonly desk: Agency | undefined
}

/** The filing of this citizen; refuses with 404 anybody else's. */
export async function getFiling(ctx: Context, id: string): Promise<Filing> {
  const draft = await getDraft(ctx.db, ctx, id)
  const [procedure, form, account, attachments, agency, desk] = await Promise.all([
    procedureVersion(ctx.db, draft.procedureVersionId),
    formVersion(ctx.db, draft.formVersionId),
    findAccount(ctx.db, draft.accountId),
    listAttachments(ctx.db, draft.id),
    draft.agencyId === null ? undefined : findAgency(ctx.db, draft.agencyId),
    draft.receptionAgencyId === null ? undefined : findAgency(ctx.db, draft.receptionAgencyId),
  ])
  const held = prefillForm(form.content, heldBy(account)).data
  const steps = filingSteps(form.content, procedure.content.papers, draft.data)
  return { draft, procedure, form, held, attachments, steps, agency, desk }
}

/** What filing now would promise; `fileBefore` is the last moment that still gets the same answer, where there is one. */
export type FilingPromise = { readonly dueAt: Date; readonly fileBefore: Date | null }

/** The promise of a procedure, in that case, if it were received now by that agency; undefined when no limit is published. */
export async function promiseIfFiledNow(
  ctx: Context,
  procedure: ProcedureVersion,
  { agencyId, caseName }: { agencyId: string | undefined; caseName: string | null },
): Promise<FilingPromise | undefined> {
  const now = ctx.now()
  const asked = {
    receivedAt: now,
    ...(agencyId === undefined ? {} : { agencyId }),
    ...(caseName === null ? {} : { caseName }),
  }
  const promised = await promiseOfFiling(ctx, procedure, asked)
  if (!promised) return undefined
  const { dueAt } = promised
  const { cutOff } = promised.timeLimit
  for (const last of await lastMoments(ctx, now, { agencyId, cutOff, dueAt })) {
    const then = await promiseOfFiling(ctx, procedure, { ...asked, receivedAt: last })
    if (then?.dueAt.getTime() === dueAt.getTime()) return { dueAt, fileBefore: last }
  }
  return { dueAt, fileBefore: null }
}

/** The moments still ahead at which the law stops counting as it does now: the latest first. */
async function lastMoments(
  ctx: Context,
  now: Date,
  { agencyId, cutOff, dueAt }: { agencyId: string | undefined; cutOff: string | undefined; dueAt: Date },
): Promise<Date[]> {
  const today = localDate(now)
  const [calendar, terms] = await Promise.all([ctx.calendar(agencyId), termsNow(ctx, now)])
  const close = closeOfDay(calendar, today)
  const lastHour = addWorkingMinutes(calendar, close, -lastMinutesOf(terms))
  // What is answered within its day is answered on the next working day when today is none, or is too late already.
  const cuts = [today, localDate(dueAt)].map((day) =>
    localInstant(day, cutOff ?? timeOfDay(terms.rules['same-day-cut-off'])),
  )
  return [close, lastHour, ...cuts].filter((moment) => moment > now).sort((a, b) => b.getTime() - a.getTime())
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

/** The communes of the province in force on a day, that of asking unless told, by district and name. */
export async function communeChoices(ctx: Context, on = localDate(ctx.now())): Promise<CommuneChoice[]> {
  const areas = await listAreas(ctx.db, { validOn: on })
  const names = new Map(areas.map((area) => [area.code, area.fullName]))
  return areas
    .filter((area) => area.level === 3)
    .sort(
      (a, b) => (a.parentCode ?? '').localeCompare(b.parentCode ?? '') || a.name.localeCompare(b.name, 'vi'),
    )
    .map((area) => ({ code: area.code, name: `${area.fullName}, ${names.get(area.parentCode ?? '') ?? ''}` }))
}

/** A one-stop to file at, named so that two of one name are told apart. */
export type DeskChoice = { readonly id: string; readonly name: string }

/**
 * Every one-stop of the province where the law of today lets the citizen choose one; none where reception is bound to
 * the place. The province's centre first, then each district before its communes.
 */
export async function deskChoices(ctx: Context): Promise<DeskChoice[]> {
  const on = localDate(ctx.now())
  if (!(await takenInAnywhere(ctx.db, on))) return []
  const [desks, areas] = await Promise.all([
    listAgencies(ctx.db, { kind: 'one-stop', validOn: on, limit: 1000 }),
    listAreas(ctx.db, { validOn: on }),
  ])
  const byCode = new Map(areas.map((area) => [area.code, area]))
  return desks
    .filter(({ identifier }) => identifier !== null)
    .map((desk) => {
      const area = byCode.get(desk.areaCode)
      const above = area?.level === 3 ? byCode.get(area.parentCode ?? '') : undefined
      const inside = above?.level === 2 ? `, ${above.fullName}` : ''
      const order = area?.level === 3 ? `${area.parentCode ?? ''} ${area.code}` : (area?.code ?? '')
      return { id: desk.id, name: `${desk.name}${inside}`, order: `${area?.level === 1 ? 0 : 1} ${order}` }
    })
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ id, name }) => ({ id, name }))
}
