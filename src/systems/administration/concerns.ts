import { coversYear, localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { listReaders, logMonths } from '#platform/events/log-queries.ts'
import { findSealBefore } from '#platform/events/seal.ts'
import { countJobs } from '#platform/jobs/job-queries.ts'
import type { Concern } from '#platform/system.ts'
import { formatDate, formatNumber } from '#platform/text/index.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import { countAgencies } from './agency-list.ts'
import { listOfficerRows } from './officer-list.ts'
import { concernMessages } from './web/messages/concerns.ts'

type Texts = typeof concernMessages.en

const DAY_MS = 24 * 3600_000
const SLOW_MS = 60_000
const MONTHS_AHEAD = 2

/** What may need the administrator: jobs, readers, the calendar, officers, agencies, seals, room in the log. */
export async function administrationConcerns(ctx: Context, locale: Locale): Promise<Concern[]> {
  const texts = messagesFor(locale, concernMessages)
  return Promise.all([
    jobs(ctx, texts),
    readers(ctx, texts),
    calendar(ctx, texts),
    officers(ctx, texts),
    agencies(ctx, texts),
    seals(ctx, texts),
    months(ctx, texts),
  ])
}

async function jobs({ db }: Context, texts: Texts): Promise<Concern> {
  const counts = await countJobs(db)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  const retrying = counts.reduce((sum, count) => sum + count.retrying, 0)
  const place = { id: 'jobs', title: texts.jobs, href: '/quan-tri/viec-nen' }
  if (failed > 0) return { ...place, state: 'late', detail: texts.jobsFailed(formatNumber(failed)) }
  if (retrying > 0) return { ...place, state: 'soon', detail: texts.jobsRetrying(formatNumber(retrying)) }
  return { ...place, state: 'ok', detail: texts.jobsOk }
}

async function readers({ db, now }: Context, texts: Texts): Promise<Concern> {
  const all = await listReaders(db)
  const place = { id: 'readers', title: texts.readers, href: '/quan-tri/viec-nen#bo-doc' }
  const names = (found: typeof all) => found.map(({ name }) => name).join(', ')
  const failed = all.filter(({ failedAt }) => failedAt !== null)
  if (failed.length > 0) return { ...place, state: 'late', detail: texts.readersFailed(names(failed)) }
  const limit = new Date(now().getTime() - SLOW_MS)
  const behind = all.filter(({ waitingSince }) => waitingSince !== null && waitingSince < limit)
  if (behind.length > 0) return { ...place, state: 'soon', detail: texts.readersBehind(names(behind)) }
  return { ...place, state: 'ok', detail: texts.readersOk }
}

async function calendar(ctx: Context, texts: Texts): Promise<Concern> {
  const days = await ctx.calendar()
  const year = Number(localDate(ctx.now()).slice(0, 4))
  const at = (shown: number) => ({
    id: 'calendar',
    title: texts.calendar,
    href: `/quan-tri/lich?nam=${shown}`,
  })
  if (!coversYear(days, year)) return { ...at(year), state: 'late', detail: texts.calendarNow(year) }
  const next = year + 1
  if (!coversYear(days, next)) return { ...at(next), state: 'soon', detail: texts.calendarNext(next) }
  return { ...at(year), state: 'ok', detail: texts.calendarOk(next) }
}

async function officers({ db, now }: Context, texts: Texts): Promise<Concern> {
  const { total } = await listOfficerRows(db, { withoutPost: true, today: localDate(now()), limit: 1 })
  const place = { id: 'officers', title: texts.officers, href: '/quan-tri/can-bo?chua-co-vi-tri=1' }
  if (total > 0) return { ...place, state: 'soon', detail: texts.officersOff(formatNumber(total)) }
  return { ...place, state: 'ok', detail: texts.officersOk }
}

async function agencies({ db, now }: Context, texts: Texts): Promise<Concern> {
  const question = { today: localDate(now()), limit: 1 }
  const [off, all] = [
    await countAgencies(db, { ...question, unstaffed: true }),
    await countAgencies(db, question),
  ]
  const place = { id: 'agencies', title: texts.agencies, href: '/quan-tri/co-quan?chua-co-can-bo=1' }
  if (off === 0) return { ...place, state: 'ok', detail: texts.agenciesOk }
  return { ...place, state: 'soon', detail: texts.agenciesOff(formatNumber(off), formatNumber(all)) }
}

async function seals({ db, now }: Context, texts: Texts): Promise<Concern> {
  const last = await findSealBefore(db)
  const place = { id: 'seals', title: texts.seals, href: '/quan-tri/su-kien/khoa-so' }
  if (!last) return { ...place, state: 'soon', detail: texts.sealsNone }
  const day = formatDate(last.sealedOn)
  const old = last.sealedOn < localDate(new Date(now().getTime() - 2 * DAY_MS))
  return { ...place, state: old ? 'late' : 'ok', detail: old ? texts.sealsOld(day) : texts.sealsOk(day) }
}

async function months({ db, now }: Context, texts: Texts): Promise<Concern> {
  const { last } = await logMonths(db)
  const [year, month] = [Number(last?.slice(0, 4) ?? 0), Number(last?.slice(4) ?? 0)]
  const today = localDate(now())
  const left = (year - Number(today.slice(0, 4))) * 12 + month - Number(today.slice(5, 7))
  const words = `${String(month).padStart(2, '0')}/${year}`
  const place = { id: 'months', title: texts.months, href: '/quan-tri/viec-nen' }
  if (left < MONTHS_AHEAD) return { ...place, state: 'late', detail: texts.monthsShort(words) }
  return { ...place, state: 'ok', detail: texts.monthsOk(words) }
}
