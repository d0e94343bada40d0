import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors.ts'
import type { Moment } from '#web/components/source/Source.tsx'
import type { Locale } from '#web/locale.ts'
import { joinedNow, resultsPromised } from '../../../procedures/index.ts'
import type { FilingStep } from '../../filing-rules.ts'
import { type Filing, promiseIfFiledNow } from '../../queries/filing.ts'
import { dueWords, momentOf, savedMoment, spanWords } from '../moments.ts'

/** The promise beside every step, in words; null when the procedure publishes no limit. */
export type PromiseWords = {
  /** "17:00 hôm nay" and the day alone, for the heading. */
  readonly due: Moment
  readonly result: string
  /** Until when filing still gets this answer, and how long that is. */
  readonly before: Moment | null
  readonly left: string
}

/** What the frame of a filing step shows. */
export type FilingFrameData = {
  readonly id: string
  readonly procedureCode: string
  readonly procedureName: string
  readonly step: number
  readonly of: number
  readonly backPath: string | null
  readonly savedAt: Moment
  readonly revision: number
  readonly agencyName: string | null
  /** The one-stop that the citizen chose; null for that of the agency. */
  readonly deskName: string | null
  readonly promise: PromiseWords | null
}

/** The address of a step of a draft. */
export function stepHref(draftId: string, path: string): string {
  return `/ho-so/nhap/${draftId}/${path}`
}

/** For `catch`: a draft that was changed elsewhere is shown again with what was typed, not refused. */
export function ifChanged(error: unknown): 'changed' {
  if (isRefusal(error) && error.code === 'draft.changed') return 'changed'
  throw error
}

/** The step of a filing with its place among the others; undefined when this filing has no such step. */
export function placeOf(filing: Filing, path: string): { step: FilingStep; index: number } | undefined {
  const index = filing.steps.findIndex((step) => step.path === path)
  const step = filing.steps[index]
  return step && { step, index }
}

/** The frame of a step. */
export async function frameOf(
  ctx: Context,
  filing: Filing,
  at: { index: number; locale: Locale },
): Promise<FilingFrameData> {
  const { draft, procedure, steps, agency, desk } = filing
  return {
    id: draft.id,
    procedureCode: draft.procedureCode,
    procedureName: procedure.content.shortName,
    step: at.index + 1,
    of: steps.length,
    backPath: steps[at.index - 1]?.path ?? null,
    savedAt: savedMoment(draft.updatedAt, ctx.now(), at.locale),
    revision: draft.revision,
    agencyName: agency?.name ?? null,
    deskName: desk?.name ?? null,
    promise: await promiseWords(ctx, filing, at.locale),
  }
}

/** The promise of filing now, in the words of the reader's language. */
export async function promiseWords(
  ctx: Context,
  filing: Pick<Filing, 'procedure' | 'agency'> & { readonly draft?: Pick<Filing['draft'], 'caseName'> },
  locale: Locale,
): Promise<PromiseWords | null> {
  const now = ctx.now()
  const { code, content } = filing.procedure
  const promised = await promiseIfFiledNow(ctx, filing.procedure, {
    agencyId: filing.agency?.id,
    caseName: filing.draft?.caseName ?? null,
  })
  if (!promised) return null
  const { dueAt, fileBefore } = promised
  const words = (instant: Date): Moment => ({
    iso: momentOf(instant, locale).iso,
    text: dueWords(instant, now, locale),
  })
  return {
    due: words(dueAt),
    result: resultsPromised(content, (await joinedNow(ctx, code, localDate(now))) !== undefined),
    before: fileBefore && words(fileBefore),
    left: fileBefore ? spanWords(now, fileBefore, locale) : '',
  }
}
