import { type RawBuilder, sql } from 'kysely'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { type Terms, termsOn } from '../../procedures/index.ts'
import { readScope } from '../desk/queues.ts'
import { figuresOf, hoursInUse } from './laws.ts'
import { decodePlaces, encodePlaces } from './place.ts'
import {
  type BoardGroup,
  type BoardRule,
  boardRules,
  boundsOf,
  brokenAtOnce,
  type CountedRule,
  type Counting,
  counted,
  deadlineOf,
} from './rules.ts'

/** Beyond this a figure says only that there are more: counting further would cost more than it tells. */
export const COUNTED = 1000
const PAGE = 50

/** One line of the board; `soon` is null where nothing can be about to break. */
export type BoardLine = { readonly rule: BoardRule; readonly soon: number | null; readonly broken: number }

/**
 * The board of who asks: each rule with how many of the dossiers that he may read break it, or are about to. Each dossier is
 * judged by its own regime and the hours of its own agency; `terms` are those of today, to be shown beside.
 */
export async function readBoard(ctx: Context): Promise<{ terms: Terms; lines: BoardLine[] }> {
  const terms = await termsOn(ctx.db, localDate(ctx.now()))
  const lines = await Promise.all(
    boardRules.map(async (rule): Promise<BoardLine> => {
      const count = async (group: BoardGroup) => countOf(ctx, { rule, group })
      const soon = brokenAtOnce.includes(rule) ? null : await count('soon')
      return { rule, soon, broken: await count('broken') }
    }),
  )
  return { terms, lines }
}

/** A dossier of the board with the deadline that the rule gives it. */
export type BoardRow = { readonly id: string; readonly deadline: Date }
export type BoardPage = { readonly rows: BoardRow[]; readonly next: string | null }

/**
 * A page of the dossiers behind a figure, what is due first on top. Each case is read in the order of its column, which is the
 * order of its deadlines, and the cases are merged: the cost is a page of each case, and there is mostly one.
 */
export async function listBoard(
  ctx: Context,
  asked: { rule: BoardRule; group: BoardGroup; after?: string | undefined },
): Promise<BoardPage> {
  const { rule, group } = asked
  const cases = await casesOf(ctx, rule, group)
  const places = decodePlaces(asked.after, cases.length)
  const pages = cases.map(({ parts }, index) => {
    const place = places[index]
    return sql`(select id, at, ${index}::int as law from (${rowsOf(rule, parts)}) alike
      where ${place ? sql`(at, id) > (${place.at}, ${place.id}::uuid)` : sql`true`}
      order by at, id limit ${PAGE + 1})`
  })
  const { rows: found } = await sql<Found>`${sql.join(pages, sql` union all `)}`.execute(ctx.db)
  const sorted = found
    .map((row) => ({ ...row, deadline: deadlineBy(rule, cases[row.law], row.at) }))
    .sort((a, b) => +a.deadline - +b.deadline || +a.at - +b.at || (a.id < b.id ? -1 : 1))
  const shown = sorted.slice(0, PAGE)
  const reached = cases.map((_, law) => shown.findLast((row) => row.law === law) ?? places[law])
  return {
    rows: shown.map(({ id, deadline }) => ({ id, deadline })),
    next: sorted.length > PAGE ? encodePlaces(reached) : null,
  }
}

type Found = { readonly id: string; readonly at: Date; readonly law: number }

function deadlineBy(rule: BoardRule, law: Case | undefined, at: Date): Date {
  return law ? deadlineOf(rule, law.counting, at) : at
}

async function countOf(
  ctx: Context,
  { rule, group }: { rule: BoardRule; group: BoardGroup },
): Promise<number> {
  const cases = await casesOf(ctx, rule, group)
  const found = sql.join(
    cases.map(({ parts }) => sql`select id from (${rowsOf(rule, parts)}) alike`),
    sql` union all `,
  )
  const { rows: counted } = await sql<{ count: number }>`
    select count(*)::int as count from (${found} limit ${COUNTED + 1}) counted`.execute(ctx.db)
  return counted[0]?.count ?? 0
}

/** Dossiers whose deadline is counted alike: by these hours, by this figure. */
type Case = { readonly counting: Counting; readonly parts: Parts }
async function casesOf(ctx: Context, rule: BoardRule, group: BoardGroup): Promise<Case[]> {
  const now = ctx.now()
  const scope = readScope(ctx.actor)
  const inside = (column: string) =>
    scope === 'all' ? sql`true` : sql`${sql.ref(column)} = any(${scope}::text[])`
  const judged = isJudged(rule) ? await figuresOf(ctx, rule) : [{ term: null, holds: sql`true` }]
  const byHours = group === 'soon' || isCounted(rule)
  const hours = byHours ? await hoursInUse(ctx) : [{ calendar: await ctx.calendar(), among: () => sql`true` }]
  return hours.flatMap(({ calendar, among }) =>
    judged.map(({ term, holds }) => {
      const bounds = boundsOf(rule, { calendar, term }, now)
      const inTime = (column: string) =>
        group === 'broken'
          ? sql`${sql.ref(column)} < ${bounds.now}`
          : sql`${sql.ref(column)} >= ${bounds.now} and ${sql.ref(column)} < ${bounds.soon}`
      const due = (column: string, agency: string) => sql`${inTime(column)} and ${among(agency)}`
      return { counting: { calendar, term }, parts: { group, inside, due, holds, value: term?.value ?? 0 } }
    }),
  )
}

type Parts = {
  readonly group: BoardGroup
  readonly inside: (column: string) => RawBuilder<unknown>
  /** A column lies within the bounds, and the agency whose hours count keeps those of the case. */
  readonly due: (column: string, agency: string) => RawBuilder<unknown>
  /** The regime of the dossier gives the figure of the case. */
  readonly holds: RawBuilder<unknown>
  readonly value: number
}

/** Each rule is read from an order that an index keeps (migrations/202611210101-law.sql and after). */
function rowsOf(rule: BoardRule, parts: Parts): RawBuilder<unknown> {
  const { inside, due, holds, value } = parts
  switch (rule) {
    case 'promise':
    case 'result-at-desk':
      // Where the clock runs the promise is what is due.
      return sql`select d.id, d.due_at as at from dossiers.dossier d
        where d.closed_at is null and d.lane = 0 and d.state in ('received', 'processing') and d.promised_at is not null
          and ${inside('d.agency_id')} and ${due('d.due_at', 'd.agency_id')} and ${holds}`
    case 'first-answer-online':
      return sql`select d.id, d.due_at as at from dossiers.dossier d
        where d.closed_at is null and (d.state = 'registered'
          or (d.state = 'awaiting-supplement' and d.received_at is null and d.supplied_at is not null))
          and ${inside('d.desk_agency_id')} and ${due('d.due_at', 'd.agency_id')}`
    case 'supplement-request-counter':
      return sql`select d.id, d.submitted_at as at from dossiers.dossier d
        where d.closed_at is null and d.channel <> 'online' and d.step_index = 0 and d.state in ('registered', 'received')
          and ${inside('d.desk_agency_id')} and ${due('d.submitted_at', 'd.agency_id')} and ${holds}`
    case 'supplement-requests':
      return sql`select d.id, coalesce(d.promised_at, d.due_at) as at from dossiers.dossier d
        where d.closed_at is null and d.supplement_requests > 0 and d.supplement_requests > ${value}
          and ${inside('d.agency_id')} and ${holds}`
    case 'apology-lead':
      return apologiesOwed(parts)
    case 'supplement-wait':
    case 'failed-appraisal-return':
    case 'consultation':
    case 'officers-told':
    case 'payment':
      return rowsBeside(rule, parts)
  }
}

/** Drafts that are not signed in time; and of what broke its promise without any, the running dossiers past it. */
function apologiesOwed({ group, inside, due }: Parts): RawBuilder<unknown> {
  const drafted = sql`select a.dossier_id as id, a.send_by as at from dossiers.apology a
    where a.state = 'draft' and ${inside('a.agency_id')} and ${due('a.send_by', 'a.agency_id')}`
  if (group === 'soon') return drafted
  return sql`${drafted} union all select d.id, d.due_at from dossiers.dossier d
    where d.closed_at is null and d.lane = 0 and d.state in ('received', 'processing') and d.promised_at is not null
      and d.whole_id is null and d.apologies = 0 and ${inside('d.agency_id')} and ${due('d.due_at', 'd.agency_id')}
      and not exists (select from dossiers.apology a where a.dossier_id = d.id and a.state in ('draft', 'sent'))`
}

/** Rules whose deadline was written down when it began, most of them in a table beside the dossier. */
function rowsBeside(
  rule: 'supplement-wait' | 'failed-appraisal-return' | 'consultation' | 'officers-told' | 'payment',
  { group, inside, due }: Parts,
): RawBuilder<unknown> {
  switch (rule) {
    case 'supplement-wait':
      return sql`select d.id, s.answer_due_at as at from dossiers.supplement_request s
        join dossiers.dossier d on d.id = s.dossier_id
        where s.answered_at is null and ${due('s.answer_due_at', 'd.agency_id')} and d.state = 'awaiting-supplement'
          and ${inside('d.agency_id')}`
    case 'failed-appraisal-return':
      if (group === 'soon')
        return sql`select d.id, d.ask_by as at from dossiers.dossier d
          where d.state = 'processing' and d.supplement_requests = 0 and d.ask_by is not null
            and ${inside('d.agency_id')} and ${due('d.ask_by', 'd.agency_id')}`
      return sql`select d.id, s.ask_by as at from dossiers.supplement_request s
        join dossiers.dossier d on d.id = s.dossier_id
        where s.answered_at is null and s.requested_at > s.ask_by and d.closed_at is null and ${inside('d.agency_id')}`
    case 'consultation':
      return sql`select distinct on (c.reply_due_at, d.id) d.id, c.reply_due_at as at from dossiers.consultation c
        join dossiers.dossier d on d.id = c.dossier_id
        where c.replied_at is null and ${due('c.reply_due_at', 'd.agency_id')} and d.closed_at is null
          and (${inside('c.agency_id')} or ${inside('d.agency_id')})`
    case 'officers-told':
      return sql`select id, min(at) as at from (
        select d.id, d.tell_by as at from dossiers.dossier d
         where d.tell_by is not null and (d.told_at is null or d.told_at > d.tell_by)
           and d.closed_at is null and ${inside('d.reception_agency_id')} and ${due('d.tell_by', 'd.agency_id')}
        union all
        select d.id, s.tell_by from dossiers.stage s join dossiers.dossier d on d.id = s.dossier_id
         where s.tell_by is not null and (s.told_at is null or s.told_at > s.tell_by)
           and d.closed_at is null and ${inside('s.agency_id')} and ${due('s.tell_by', 'd.agency_id')}
        union all
        select d.id, s.tell_by from dossiers.supplement_request s join dossiers.dossier d on d.id = s.dossier_id
         where s.tell_by is not null and (s.told_at is null or s.told_at > s.tell_by)
           and d.closed_at is null and ${inside('d.desk_agency_id')} and ${due('s.tell_by', 'd.agency_id')}) untold group by id`
    case 'payment':
      return sql`select d.id, d.payment_due_at as at from dossiers.dossier d
        where d.state = 'awaiting-payment' and d.payment_due_at is not null and d.joined_version_id is null
          and ${inside('d.agency_id')} and ${due('d.payment_due_at', 'd.agency_id')}`
  }
}

function isCounted(rule: BoardRule): rule is CountedRule {
  return counted.some((each) => each === rule)
}

/** Rules whose figure is needed to find who breaks them; of the others a deadline was stored when it began. */
function isJudged(rule: BoardRule): rule is CountedRule | 'supplement-requests' {
  return isCounted(rule) || rule === 'supplement-requests'
}
