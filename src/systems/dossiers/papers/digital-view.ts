import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { agenciesWith, mayUse } from '#platform/permissions.ts'
import {
  type AgencyCounts,
  countDigital,
  type DigitalCounts,
  type Indicator,
  indicators,
  listMarked,
  type MarkedDossier,
  reachedOf,
  shareOf,
  sumOf,
} from './digital-figures.ts'

export type DigitalQuestion = {
  /** yyyy-MM-dd, both included; the present month when left out. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly agency?: string | undefined
}

export type DigitalFigure = {
  readonly id: Indicator['id']
  readonly part: number
  readonly whole: number
  readonly share: number | null
  readonly reached: number | null
}

export type DigitalView = {
  readonly from: string
  readonly to: string
  readonly agencies: (DigitalRow & { readonly agencyId: string; readonly agencyName: string })[]
  readonly total: DigitalRow
}

export type DigitalRow = {
  readonly finished: number
  readonly reused: number
  readonly figures: DigitalFigure[]
}

/** Group 4 of QĐ 766 for the agencies that the officer may read, over a period. */
export async function viewDigital(ctx: Context, question: DigitalQuestion): Promise<DigitalView> {
  mayUse(ctx.actor, 'dossier.read')
  const period = periodOf(ctx, question)
  const rows = await countDigital(ctx.db, { ...period, agencyIds: scopeOf(ctx, question) })
  return {
    ...period,
    agencies: rows.map((row: AgencyCounts) => ({
      agencyId: row.agencyId,
      agencyName: row.agencyName,
      ...rowOf(row),
    })),
    total: rowOf(sumOf(rows)),
  }
}

type Missing = DigitalQuestion & { readonly indicator: string; readonly after?: string | undefined }

/** The dossiers that fall short of an indicator: the evidence of what its share lacks. */
export async function listMissing(ctx: Context, missing: Missing): Promise<MarkedDossier[]> {
  mayUse(ctx.actor, 'dossier.read')
  const indicator = indicators.find(({ id }) => id === missing.indicator)
  if (!indicator) {
    throw new Refusal(404, 'indicator.not_found', 'Không có chỉ số này. Hãy mở lại trang số hóa.')
  }
  return listMarked(ctx.db, {
    ...periodOf(ctx, missing),
    agencyIds: scopeOf(ctx, missing),
    part: indicator.part,
    has: false,
    after: missing.after,
  })
}

function rowOf(counts: DigitalCounts): DigitalRow {
  const figures = indicators.map((indicator) => ({
    id: indicator.id,
    part: counts[indicator.part],
    whole: counts[indicator.whole],
    share: shareOf(counts, indicator),
    reached: reachedOf(counts, indicator),
  }))
  return { finished: counts.finished, reused: counts.reused, figures }
}

function periodOf(ctx: Context, { from, to }: DigitalQuestion): { from: string; to: string } {
  const today = localDate(ctx.now())
  const period = { from: from ?? `${today.slice(0, 8)}01`, to: to ?? today }
  if (period.from <= period.to) return period
  throw new Refusal(422, 'period.reversed', 'Ngày đầu ở sau ngày cuối. Hãy chọn lại kỳ.', {
    'tu-ngay': 'Ngày đầu ở sau ngày cuối',
  })
}

/** The agencies in which the officer may read; of them the one asked for. */
function scopeOf(ctx: Context, { agency }: DigitalQuestion): ReadonlySet<string> | 'all' {
  const scope = agenciesWith(ctx.actor, 'dossier.read')
  if (agency === undefined) return scope
  return new Set(scope === 'all' || scope.has(agency) ? [agency] : [])
}
