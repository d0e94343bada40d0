import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { openWorld, type World } from '../../../../tests/world.ts'
import { termsOn } from '../../procedures/index.ts'
import { consultAgency, handOver, receiveDossier, requestSupplement, supplyDossier } from '../index.ts'
import { fileBirth } from '../testing-birth.ts'
import { takeMarital } from '../testing-marital.ts'
import { listBoard, readBoard } from './board.ts'
import { figuresOf } from './laws.ts'
import { type BoardRule, boundsOf, deadlineOf } from './rules.ts'

const at = (text: string) => new Date(`${text}+07:00`)

let world: World
const people = [
  'vtd-receiver',
  'vtd-specialist',
  'vtd-leader',
  'p1-leader',
  'stp-leader',
  'province-leader',
  'thach-rinh',
]
const contexts = new Map<string, Context>()

function as(key: string): Context {
  const ctx = contexts.get(key)
  if (!ctx) throw new Error(`${key} has not signed in`)
  return ctx
}

beforeAll(async () => {
  world = await openWorld({ province: true })
  world.at('2090-11-15T09:42+07:00')
  // Sessions end overnight, these tests go on for days.
  for (const key of people) contexts.set(key, await world.context(key))
})
afterAll(() => world[Symbol.asyncDispose]())

async function figures(who: string, rule: BoardRule) {
  const { lines } = await readBoard(as(who))
  const { soon, broken } = lines.find((line) => line.rule === rule) ?? { soon: -1, broken: -1 }
  return { soon, broken }
}

describe('the board of legal deadlines', () => {
  test('is empty while nothing is due', async () => {
    const { lines, terms } = await readBoard(as('vtd-leader'))
    expect(lines.every(({ soon, broken }) => (soon ?? 0) + broken === 0)).toBe(true)
    expect(terms.regimeId).toBe('nd-118-2025.1')
  })

  test('shows an online dossier before and after its first answer is due, to its own commune only', async () => {
    const { id } = await fileBirth(as('thach-rinh'))
    expect(await figures('vtd-leader', 'first-answer-online')).toEqual({ soon: 0, broken: 0 })
    world.at('2090-11-15T14:00+07:00')
    expect(await figures('vtd-leader', 'first-answer-online')).toEqual({ soon: 1, broken: 0 })
    world.at('2090-11-16T09:43+07:00')
    expect(await figures('vtd-leader', 'first-answer-online')).toEqual({ soon: 0, broken: 1 })
    expect(await figures('p1-leader', 'first-answer-online')).toEqual({ soon: 0, broken: 0 })
    expect(await figures('province-leader', 'first-answer-online')).toEqual({ soon: 0, broken: 1 })
    const asked = { rule: 'first-answer-online', group: 'broken' } as const
    const { rows } = await listBoard(as('vtd-receiver'), asked)
    expect(rows).toEqual([{ id, deadline: at('2090-11-16T09:42:00') }])
  })

  // Rule 14: officers are told within 2 working hours of the arrival.
  test('shows that nobody was told until somebody is, and what was told too late', async () => {
    expect(await figures('vtd-receiver', 'officers-told')).toEqual({ soon: 0, broken: 1 })
    await world.read()
    // Told now, a day after it came: broken stays broken.
    expect(await figures('vtd-receiver', 'officers-told')).toEqual({ soon: 0, broken: 1 })
    const { id } = await fileBirth(as('thach-rinh'))
    expect((await figures('province-leader', 'officers-told')).soon).toBe(1)
    await world.read()
    expect((await figures('province-leader', 'officers-told')).soon).toBe(0)
    const row = await world.db
      .selectFrom('dossiers.dossier')
      .select(['tellBy', 'toldAt'])
      .where('id', '=', id)
      .executeTakeFirst()
    expect(row).toEqual({ tellBy: at('2090-11-16T13:43:00'), toldAt: at('2090-11-16T09:43:00') })
  })

  // Rule 6: counter and post: ask to complete within 1 working day.
  // Rule 13: the result is at the desk half a day before the promise.
  test('shows a counter dossier that lies, a promise, its result and its apology', async () => {
    const { id } = await takeMarital(as('vtd-receiver'))
    expect(await figures('vtd-leader', 'supplement-request-counter')).toEqual({ soon: 0, broken: 0 })
    world.at('2090-11-17T09:00+07:00')
    expect(await figures('vtd-leader', 'supplement-request-counter')).toEqual({ soon: 1, broken: 0 })
    world.at('2090-11-20T07:30+07:00')
    expect(await figures('vtd-leader', 'supplement-request-counter')).toEqual({ soon: 0, broken: 1 })
    await handOver(as('vtd-receiver'), { id })
    expect(await figures('vtd-leader', 'supplement-request-counter')).toEqual({ soon: 0, broken: 0 })
    await world.runJobs()
    expect(await figures('vtd-leader', 'apology-lead')).toEqual({ soon: 1, broken: 0 })
    expect(await figures('vtd-leader', 'result-at-desk')).toEqual({ soon: 0, broken: 0 })
    world.at('2090-11-20T16:00+07:00')
    expect(await figures('vtd-leader', 'apology-lead')).toEqual({ soon: 1, broken: 0 })
    expect(await figures('vtd-leader', 'result-at-desk')).toEqual({ soon: 1, broken: 0 })
    world.at('2090-11-21T08:00+07:00')
    expect(await figures('vtd-leader', 'apology-lead')).toEqual({ soon: 0, broken: 1 })
    expect(await figures('vtd-leader', 'promise')).toEqual({ soon: 1, broken: 0 })
    expect(await figures('vtd-leader', 'result-at-desk')).toEqual({ soon: 1, broken: 0 })
    world.at('2090-11-21T14:00+07:00')
    expect(await figures('vtd-leader', 'result-at-desk')).toEqual({ soon: 0, broken: 1 })
    world.at('2090-11-22T08:00+07:00')
    expect(await figures('vtd-leader', 'promise')).toEqual({ soon: 0, broken: 1 })
  })

  test('shows an opinion that is awaited, to who asked and to who was asked', async () => {
    const { id } = await takeMarital(as('vtd-receiver'))
    await handOver(as('vtd-receiver'), { id })
    const question = 'Xác nhận nơi thường trú trước đây'
    const ask = { id, agencyId: 'BL-STP', question, replyDueAt: at('2090-11-23T17:00:00') }
    await consultAgency(as('vtd-specialist'), ask)
    world.at('2090-11-23T15:00+07:00')
    expect(await figures('stp-leader', 'consultation')).toEqual({ soon: 1, broken: 0 })
    world.at('2090-11-23T17:01+07:00')
    await world.runJobs()
    expect(await figures('stp-leader', 'consultation')).toEqual({ soon: 0, broken: 1 })
    expect(await figures('vtd-leader', 'consultation')).toEqual({ soon: 0, broken: 1 })
    expect(await world.eventNames(id)).toContain('dossier.consultation-late')
    await world.read()
    const kinds = await world.db
      .selectFrom('notifications.notification')
      .select('kind')
      .where('dossierId', '=', id)
      .execute()
    expect(kinds.map((row) => row.kind)).toContain('officer-consultation-late')
  })

  // Rule 7: a failed appraisal goes back within 2 working days.
  test('shows who asked too late or too often, and for whom the citizen has little time left', async () => {
    const { id } = await fileBirth(as('thach-rinh'))
    const receiver = as('vtd-receiver')
    const demand = { id, items: [{ text: 'Giấy chứng sinh rõ hơn' }], reason: 'Ảnh chụp mờ, không đọc được' }
    await requestSupplement(receiver, demand)
    await supplyDossier(as('thach-rinh'), { id, answer: 'Đã chụp lại' })
    const again = await requestSupplement(receiver, demand)
    expect(again).toMatchObject({ state: 'awaiting-supplement', supplementRequests: 2, suppliedAt: null })
    expect((await figures('vtd-leader', 'supplement-requests')).broken).toBe(1)
    expect(await figures('vtd-leader', 'supplement-wait')).toEqual({ soon: 0, broken: 0 })
    await sql`update dossiers.supplement_request set answer_due_at = ${at('2090-11-24T17:00:00')} where answered_at is null`.execute(
      world.db,
    )
    world.at('2090-11-24T07:05+07:00')
    expect(await figures('vtd-leader', 'supplement-wait')).toEqual({ soon: 1, broken: 0 })
    const late = await takeMarital(receiver)
    await handOver(receiver, { id: late.id })
    // Warned of before the two days are over; nobody has to send it back, so nothing is broken by keeping it.
    world.at('2090-11-28T08:00+07:00')
    expect(await figures('vtd-leader', 'failed-appraisal-return')).toEqual({ soon: 1, broken: 0 })
    world.at('2090-11-30T09:00+07:00')
    expect((await figures('vtd-leader', 'failed-appraisal-return')).soon).toBe(0)
    await requestSupplement(as('vtd-specialist'), { ...demand, id: late.id })
    expect((await figures('vtd-leader', 'failed-appraisal-return')).broken).toBe(1)
  })

  test('lists by pages and answers the API alike', async () => {
    const reply = await world.as('vtd-head').get('/api/desk/deadlines')
    expect(reply.statusCode).toBe(200)
    const { lines } = await readBoard(as('vtd-leader'))
    expect(reply.json().rules).toEqual(lines)
    const list = await world.as('vtd-head').get('/api/desk/deadlines/supplement-requests?group=broken')
    expect(list.json()).toMatchObject({ dossiers: [{ id: expect.any(String) }], next: null })
    expect((await world.as('hanh').get('/api/desk/deadlines')).statusCode).toBe(403)
    expect((await world.as().get('/api/desk/deadlines')).statusCode).toBe(401)
  })
})

test('a regime that is loaded beside the process judges from the next reading on', async () => {
  const ctx = as('vtd-leader')
  const values = async () => (await figuresOf(ctx, 'supplement-wait')).map(({ term }) => term.value)
  expect(await values()).not.toContain(77)
  await world.owner.query(`insert into procedures.regime (id, code, number, valid_from, valid_to, content, hash, loaded_at)
    select 'nd-118-2025.2', code, 2, valid_from, valid_to, jsonb_set(content, '{rules}', (
      select jsonb_agg(case when rule->>'id' = 'supplement-wait' then rule || '{"value": 77}' else rule end)
        from jsonb_array_elements(content->'rules') rule)), 'beside', now()
      from procedures.regime where id = 'nd-118-2025.1'`)
  expect(await values()).toContain(77)
})

describe('the bounds of a rule', () => {
  const calendar = createCalendar([{ date: '2024-11-21', kind: 'holiday' }])
  test.each(['supplement-request-counter', 'result-at-desk'] as const)(
    'of %s part the instants by their deadlines',
    async (rule) => {
      const terms = await termsOn(world.db, '2024-11-20')
      const now = at('2024-11-20T15:20:00')
      const counting = { calendar, term: terms.rules[rule] }
      const bounds = boundsOf(rule, counting, now)
      for (let minutes = -6 * 1440; minutes < 3 * 1440; minutes += 7) {
        const stored = new Date(now.getTime() + minutes * 60_000)
        // A promise always lies in working time.
        if (rule === 'result-at-desk' && stored.getTime() !== at('2024-11-20T16:00:00').getTime()) continue
        expect(stored < bounds.now).toBe(deadlineOf(rule, counting, stored) < now)
      }
    },
  )
})

test('a supplement that is received again is not asked for in vain', async () => {
  await using other = await openWorld({ province: true })
  const { id } = await fileBirth(await other.context('thach-rinh'))
  await receiveDossier(await other.context('vtd-receiver'), { id })
  const demand = { id, items: [{ text: 'Bản sao' }], reason: 'Thiếu bản sao' }
  const receiver = await other.context('vtd-receiver')
  await requestSupplement(receiver, demand)
  await expect(requestSupplement(receiver, demand)).rejects.toMatchObject({ status: 409 })
})

describe('a dossier on the board', () => {
  /** Promised for 17:00 on Monday 25/11/2024: two of Vĩnh Trạch Đông, the second under a law of its own. */
  async function twoLaws(own: World) {
    await own.owner.query(
      `insert into procedures.regime (id, code, number, content, hash, valid_from, loaded_at)
       select 'own-law.1', 'own-law', 1, jsonb_set(content, '{rules}', (select jsonb_agg(case rule ->> 'id'
           when 'result-at-desk' then rule || '{"value": 8}' when 'supplement-requests' then rule || '{"value": 2}'
           when 'supplement-request-counter' then rule || '{"value": 2}' else rule end) from jsonb_array_elements(content -> 'rules') rule)),
         'own', valid_from, now() from procedures.regime where id = 'nd-61-2018.1'`,
    )
    const receiver = await own.context('vtd-receiver')
    const [usual, other] = [await takeMarital(receiver), await takeMarital(receiver)]
    await own.owner.query("update dossiers.dossier set regime_id = 'own-law.1' where id = $1", [other.id])
    return { usual, other, leader: await own.context('vtd-leader'), receiver }
  }

  const ids = async (ctx: Context, rule: BoardRule, group: 'soon' | 'broken') =>
    (await listBoard(ctx, { rule, group })).rows.map(({ id }) => id)

  test('is judged by the regime that it was filed under, whatever holds today', async () => {
    await using own = await openWorld({ province: true })
    const { usual, other, leader, receiver } = await twoLaws(own)
    expect(usual.promisedAt).toEqual(at('2024-11-25T17:00:00'))
    own.at('2024-11-21T17:30+07:00')
    expect(await ids(leader, 'supplement-request-counter', 'broken')).toEqual([usual.id])
    for (const { id } of [usual, other]) await handOver(receiver, { id })
    own.at('2024-11-25T09:00+07:00')
    expect(await ids(leader, 'result-at-desk', 'broken')).toEqual([other.id])
    expect(await ids(leader, 'result-at-desk', 'soon')).toEqual([usual.id])
    own.at('2024-11-25T14:00+07:00')
    const both = await listBoard(leader, { rule: 'result-at-desk', group: 'broken' })
    // Promised for the same hour, but under its own law due six hours earlier.
    expect(both.rows.map(({ id }) => id)).toEqual([other.id, usual.id])
    const deadlines = new Map(both.rows.map(({ id, deadline }) => [id, deadline]))
    expect(deadlines.get(usual.id)).toEqual(at('2024-11-25T13:00:00'))
    expect(deadlines.get(other.id)).toEqual(at('2024-11-25T07:00:00'))
    await own.owner.query('update dossiers.dossier set supplement_requests = 2')
    expect(await ids(leader, 'supplement-requests', 'broken')).toEqual([usual.id])
  })

  test('comes by what is due first, however many laws are merged, and page after page', async () => {
    await using own = await openWorld({ province: true })
    const { usual, other, leader, receiver } = await twoLaws(own)
    const longer = [other.id]
    // 30 of each law, a minute after the other: by the column they alternate, by the deadline one law is a day ahead.
    for (let minute = 0; minute < 60; minute += 1) {
      own.at(new Date(at('2024-11-20T09:50:00').getTime() + minute * 60_000).toISOString())
      const { id } = await takeMarital(receiver)
      if (minute % 2 === 1) longer.push(id)
    }
    await own.owner.query("update dossiers.dossier set regime_id = 'own-law.1' where id = any($1)", [longer])
    own.at('2024-11-25T08:00+07:00')
    const asked = { rule: 'supplement-request-counter', group: 'broken' } as const
    const listed: { id: string; deadline: Date }[] = []
    let after: string | undefined
    do {
      const page = await listBoard(leader, { ...asked, after })
      expect(page.rows.length).toBeLessThanOrEqual(50)
      listed.push(...page.rows)
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(new Set(listed.map(({ id }) => id)).size).toBe(62)
    expect(listed).toHaveLength(62)
    const deadlines = listed.map(({ deadline }) => deadline.getTime())
    expect(deadlines).toEqual(deadlines.toSorted((a, b) => a - b))
    expect(listed.findIndex(({ id }) => id === usual.id)).toBeLessThan(31)
    expect(listed.findIndex(({ id }) => id === other.id)).toBeGreaterThanOrEqual(31)
  })

  test('is judged by the hours of its own agency', async () => {
    await using own = await openWorld({ province: true })
    await own.owner.query(
      "update administration.agency set hours = '07:30-11:30,13:30-17:30' where id = 'BL-31837'",
    )
    const { usual, leader } = await twoLaws(own)
    own.at('2024-11-21T17:10+07:00')
    expect(await ids(leader, 'supplement-request-counter', 'broken')).toEqual([])
    expect(await ids(leader, 'supplement-request-counter', 'soon')).toContain(usual.id)
    own.at('2024-11-21T17:31+07:00')
    expect(await ids(leader, 'supplement-request-counter', 'broken')).toEqual([usual.id])
  })
})
