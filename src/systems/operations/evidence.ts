import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { holds } from '#platform/permissions.ts'
import { type Area, listAreas } from '../administration/index.ts'
import { type EvidenceFilter, type EvidenceKey, type EvidenceRow, listEvidence } from '../dossiers/index.ts'
import { areaNameOn } from './area-names.ts'
import { countFigures, evidenceOf, type FigureName } from './figures.ts'
import { type Cut, countFlows, countPromises, countStates } from './queries.ts'
import type { EvidenceItem, EvidenceList, EvidenceQuery } from './schema.ts'
import { type View, viewOf } from './view.ts'

type Cutting = { readonly area?: string | undefined; readonly field?: string | undefined }

/** The part that is asked for: a field, or an area with all that lies in it. Refuses both at once: no fold keeps that. */
async function cutOf(ctx: Context, { area, field }: Cutting): Promise<Cut | undefined> {
  if (area !== undefined && field !== undefined) {
    throw new Refusal(
      422,
      'evidence.two_cuts',
      'Hãy chọn theo lĩnh vực hoặc theo địa bàn, không chọn cả hai.',
    )
  }
  if (field !== undefined) return { facet: 'field', keys: [field] }
  if (area === undefined) return undefined
  const areas = await listAreas(ctx.db)
  const codes = new Set([area])
  for (let found = 0; found < codes.size; ) {
    found = codes.size
    for (const each of areas) if (each.parentCode !== null && codes.has(each.parentCode)) codes.add(each.code)
  }
  return { facet: 'area', keys: [...codes] }
}

/** Every figure of the view, of all of it or of the part. */
export async function figuresOf(
  ctx: Context,
  view: View,
  cutting: Cutting = {},
): Promise<Record<FigureName, number>> {
  const cut = await cutOf(ctx, cutting)
  const [flows, stocks, promises] = await Promise.all([
    countFlows(ctx.db, view.scope, { from: view.period.from, to: view.period.to, cut }),
    countStates(ctx.db, view.scope, cut),
    countPromises(ctx.db, view.scope, { now: view.now, soon: view.soon, tomorrow: view.tomorrow, cut }),
  ])
  return countFigures({ flows, stocks, promises })
}

/** Which dossiers stand behind the figure. */
export async function evidenceFilter(
  ctx: Context,
  view: View,
  query: Cutting & { readonly figure: FigureName },
): Promise<EvidenceFilter> {
  const { now, soon, tomorrow, period, scope } = view
  const cut = await cutOf(ctx, query)
  return evidenceOf(query.figure, {
    now,
    soon,
    tomorrow,
    from: period.from,
    to: period.to,
    agencyIds: scope,
    cut,
  })
}

/** One page of the dossiers behind a figure with the figure itself, which is read from the fold and not counted again. */
export async function readEvidence(
  ctx: Context,
  query: EvidenceQuery,
  page: { readonly after?: string | undefined; readonly limit?: number } = {},
): Promise<EvidenceList> {
  const view = await viewOf(ctx, query)
  const [figures, filter, areas] = await Promise.all([
    figuresOf(ctx, view, query),
    evidenceFilter(ctx, view, query),
    listAreas(ctx.db),
  ])
  const { rows, next } = await listEvidence(ctx.db, filter, {
    after: readKey(page.after),
    limit: page.limit ?? 50,
  })
  return {
    total: figures[query.figure],
    next: next === null ? null : `${next.at.toISOString()}~${next.id}`,
    dossiers: rows.map((row) => itemOf(ctx, row, { view, areas })),
  }
}

const CSV_PAGE = 1000

/** All dossiers behind a figure, page by page, so that a hundred thousand never stand in memory together. */
export async function* everyEvidence(ctx: Context, query: EvidenceQuery): AsyncGenerator<EvidenceItem> {
  const view = await viewOf(ctx, query)
  const [filter, areas] = await Promise.all([evidenceFilter(ctx, view, query), listAreas(ctx.db)])
  let after: EvidenceKey | undefined
  do {
    const { rows, next } = await listEvidence(ctx.db, filter, { after, limit: CSV_PAGE })
    for (const row of rows) yield itemOf(ctx, row, { view, areas })
    after = next ?? undefined
  } while (after)
}

function readKey(text: string | undefined): EvidenceKey | undefined {
  if (text === undefined) return undefined
  const [at = '', id = ''] = text.split('~')
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw new Refusal(
      400,
      'evidence.bad_key',
      'Đường dẫn của trang này không đúng. Hãy mở lại danh sách từ đầu.',
    )
  }
  return { at: instant, id }
}

type Naming = { readonly view: View; readonly areas: readonly Area[] }

function itemOf({ actor }: Context, row: EvidenceRow, { view, areas }: Naming): EvidenceItem {
  // A dossier keeps the area it closed with; an open one lies in an area of today.
  const day = localDate(row.closedAt ?? view.now)
  return {
    id: row.id,
    code: row.code,
    procedureName: row.procedureName,
    field: row.field,
    agencyId: row.agencyId,
    agencyName: view.tree.byId.get(row.agencyId)?.shortName ?? row.agencyId,
    open: holds(actor, 'dossier.read', row.agencyId) || holds(actor, 'dossier.read', row.deskAgencyId),
    areaName: row.areaCode === null ? null : (areaNameOn(areas, row.areaCode, day) ?? row.areaCode),
    channel: row.channel,
    state: row.state,
    stepName: row.stepName,
    submittedAt: row.submittedAt.toISOString(),
    receivedAt: row.receivedAt?.toISOString() ?? null,
    promisedAt: row.promisedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    outcome: row.outcome,
    simulated: row.simulated,
  }
}
