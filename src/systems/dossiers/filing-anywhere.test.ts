import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import { getProcedureAt } from '../procedures/index.ts'
import { attachPaper } from './actions/attach-paper.ts'
import { saveDraft, startDraft } from './actions/edit-draft.ts'
import { registerAtCounter, submitDraft } from './actions/submit-dossier.ts'
import { getCounter, placeAt } from './desk/counter.ts'
import { worksFor } from './desk/next-works.ts'
import { listQueue } from './desk/queue.ts'
import { dueBounds } from './desk/queues.ts'
import { handOver, receiveDossier, returnResult, solveDossier } from './index.ts'
import { planOf } from './plan.ts'
import { registerRows } from './register/rows.ts'
import { evidenceOf } from './slips/evidence.ts'
import { issuerOf } from './slips/slip-data.ts'
import { findDossier } from './store.ts'
import { birthAnswers, smallPdf } from './testing-birth.ts'
import { maritalEntry } from './testing-marital.ts'

const chosenDesk = 'BL-31825-MC'
const solver = 'BL-31837'

let world: World
beforeAll(async () => {
  world = await openWorld({ province: true })
})
afterAll(() => world[Symbol.asyncDispose]())

/** The draft of a birth registration for Vĩnh Trạch Đông, to be taken in at the desk. */
async function draftAt(ctx: Context, receptionAgencyId: string | null): Promise<string> {
  const draft = await startDraft(ctx, { procedureCode: '1.001193' })
  await saveDraft(ctx, { id: draft.id, data: birthAnswers, areaCode: '31837', receptionAgencyId })
  const paperId = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'
  await attachPaper(ctx, { id: draft.id, paperId, name: 'Giấy chứng sinh.pdf', bytes: smallPdf })
  return draft.id
}

async function sentOnAt(who: string): Promise<string[]> {
  const ctx = await world.context(who)
  const bounds = dueBounds(await ctx.calendar(), ctx.now())
  const { rows } = await listQueue(ctx.db, ctx.actor, { queue: 'sent-on', bounds })
  return rows.map(({ id }) => id)
}

async function registerOf(agencyId: string): Promise<string[]> {
  const ids: string[] = []
  for await (const row of registerRows(world.db, { agencyId, from: '2025-08-12', to: '2025-08-12' }))
    ids.push(row.id)
  return ids
}

const counts = () =>
  world.owner
    .query<{ dossiers: number; events: number; numbers: number; jobs: number }>(
      `select (select count(*)::int from dossiers.dossier) as dossiers, (select count(*)::int from platform.event where subject_id not like 'account%') as events,
        (select coalesce(sum(last), 0)::int from dossiers.daily_number) as numbers, (select count(*)::int from graphile_worker.jobs) as jobs`,
    )
    .then(({ rows }) => rows[0])

describe('from 1/7/2025 a dossier filed at another one-stop of the province', () => {
  test('is numbered, received and handed out there, and solved by the agency of its place', async () => {
    world.at('2025-08-12T08:00+07:00')
    const citizen = await world.context('thach-rinh')
    const filed = await submitDraft(citizen, { id: await draftAt(citizen, chosenDesk) })
    const { id } = filed
    expect(filed).toMatchObject({
      agencyId: solver,
      receptionAgencyId: chosenDesk,
      deskAgencyId: chosenDesk,
      areaCode: '31837',
      filedElsewhere: true,
    })
    expect(filed.code).toMatch(/^000\.15\.21\.H04-250812-\d{4}$/)

    await expect(receiveDossier(await world.context('vtd-receiver'), { id })).rejects.toMatchObject({
      status: 404,
    })
    await receiveDossier(await world.context('p1-receiver'), { id })
    expect(await sentOnAt('p1-receiver')).not.toContain(id)
    const sent = await handOver(await world.context('p1-receiver'), { id })
    expect(sent.deskAgencyId).toBe(solver)
    expect(await sentOnAt('p1-receiver')).toContain(id)
    expect(await sentOnAt('vtd-receiver')).not.toContain(id)

    await handOver(await world.context('vtd-specialist'), { id })
    await handOver(await world.context('vtd-leader'), { id })
    const solved = await solveDossier(await world.context('vtd-clerk'), {
      id,
      resultName: 'Giấy khai sinh',
      resultNumber: '147/2025',
    })
    expect(solved).toMatchObject({ state: 'solved', deskAgencyId: chosenDesk, outcome: 'on-time' })

    const handed = {
      id,
      method: 'counter',
      handedTo: 'Thạch Sô Rinh',
      receiver: { identityNumber: '095000000002' },
    } as const
    await expect(returnResult(await world.context('vtd-receiver'), handed)).rejects.toMatchObject({
      status: 404,
    })
    await returnResult(await world.context('p1-receiver'), handed)
    expect(await sentOnAt('p1-receiver')).not.toContain(id)
  })

  test('stands in the register of the desk that took it in, whose receipt it has, and in no other', async () => {
    const row = await world.db
      .selectFrom('dossiers.dossier')
      .select('id')
      .where('filedElsewhere', '=', true)
      .executeTakeFirstOrThrow()
    expect(await registerOf(chosenDesk)).toEqual([row.id])
    expect(await registerOf('BL-31837-MC')).toEqual([])
    const dossier = await findDossier(world.db, row.id)
    if (!dossier) throw new Error('gone')
    const evidence = await evidenceOf(world.db, dossier)
    expect(issuerOf(evidence, 'receipt').agency.id).toBe(chosenDesk)
    expect(issuerOf(evidence, 'apology').agency.id).toBe(solver)
  })

  test('is offered no work at the desk of the solving place until it is there, and none it may not do', async () => {
    world.at('2025-08-12T10:00+07:00')
    const citizen = await world.context('thach-rinh')
    const dossier = await submitDraft(citizen, { id: await draftAt(citizen, chosenDesk) })
    const { steps } = await planOf(citizen, dossier)
    const works = async (who: string) =>
      worksFor((await world.context(who)).actor, { dossier, steps, asked: false, apologies: 1 }).primary
    expect(await works('p1-receiver')).toBe('receive')
    expect(await works('vtd-receiver')).toBeNull()
    expect(await works('vtd-specialist')).toBeNull()
  })

  test('may be brought to the counter where the officer sits, for a commune that is not his', async () => {
    const receiver = await world.context('vtd-receiver')
    const entry = {
      ...maritalEntry,
      agencyId: undefined,
      areaCode: '31825',
      receptionAgencyId: 'BL-31837-MC',
    }
    const dossier = await registerAtCounter(receiver, entry)
    expect(dossier).toMatchObject({
      state: 'received',
      agencyId: 'BL-31825',
      receptionAgencyId: 'BL-31837-MC',
      deskAgencyId: 'BL-31837-MC',
      filedElsewhere: true,
    })
    const sent = await handOver(receiver, { id: dossier.id })
    expect(sent.deskAgencyId).toBe('BL-31825')
    expect(await sentOnAt('vtd-receiver')).toContain(dossier.id)
  })

  test('is placed by the counter itself: the desk where he stands, the agency of the place, any level', async () => {
    const receiver = await world.context('vtd-receiver')
    const counter = await getCounter(receiver)
    expect(counter.deskId).toBe('BL-31837-MC')
    const { content: procedure } = await getProcedureAt(world.db, '1.004873', '2025-08-12')
    expect(await placeAt(receiver, { counter, procedure }, { areaCode: '31825' })).toEqual({
      agencyId: 'BL-31825',
      areaCode: '31825',
      receptionAgencyId: 'BL-31837-MC',
    })
    const centre = await world.context('stp-receiver')
    const asked = placeAt(centre, { counter: await getCounter(centre), procedure }, {})
    await expect(asked).rejects.toMatchObject({ status: 422, code: 'dossier.place_unknown' })
  })

  test.each([
    ['a department', 'BL-STP', 'dossier.desk_unknown'],
    ['nothing', 'BL-NOWHERE', 'dossier.desk_unknown'],
  ])('is refused at %s with no trace', async (_, receptionAgencyId, code) => {
    const citizen = await world.context('lan')
    const id = await draftAt(citizen, receptionAgencyId)
    const before = await counts()
    await expect(submitDraft(citizen, { id })).rejects.toMatchObject({ status: 422, code })
    expect(await counts()).toEqual(before)
  })

  test('is refused at a desk where the officer does not receive, with no trace', async () => {
    const before = await counts()
    const entry = { ...maritalEntry, receptionAgencyId: chosenDesk }
    await expect(registerAtCounter(await world.context('vtd-receiver'), entry)).rejects.toMatchObject({
      status: 404,
    })
    expect(await counts()).toEqual(before)
  })
})

describe('until 30/6/2025 reception follows the place', () => {
  test('another desk is refused online, at the API and at the counter, with no trace', async () => {
    world.at('2025-06-30T08:00+07:00')
    const citizen = await world.context('hanh')
    const id = await draftAt(citizen, chosenDesk)
    const before = await counts()
    const refused = { status: 422, code: 'dossier.desk_unknown' }
    await expect(submitDraft(citizen, { id })).rejects.toMatchObject(refused)
    const receiver = await world.context('vtd-receiver')
    const entry = {
      ...maritalEntry,
      agencyId: 'BL-31825',
      areaCode: '31825',
      receptionAgencyId: 'BL-31837-MC',
    }
    await expect(registerAtCounter(receiver, entry)).rejects.toMatchObject(refused)
    const start = { procedureCode: '1.004873', areaCode: '31837', receptionAgencyId: chosenDesk }
    const answer = await world.as('hanh').post('/api/drafts', start)
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'dossier.desk_unknown' })
    expect(await counts()).toEqual(before)
    expect((await getCounter(receiver)).deskId).toBeNull()
  })

  test('the desk of the place takes it in, named or not', async () => {
    const citizen = await world.context('thach-rinh')
    const filed = await submitDraft(citizen, { id: await draftAt(citizen, 'BL-31837-MC') })
    expect(filed).toMatchObject({ receptionAgencyId: 'BL-31837-MC', filedElsewhere: false })
  })
})

describe('the API of drafts from 1/7/2025', () => {
  test('keeps the chosen one-stop and shows it', async () => {
    world.at('2025-08-12T10:00+07:00')
    const start = { procedureCode: '1.004873', areaCode: '31837', receptionAgencyId: chosenDesk }
    const answer = await world.as('lan').post('/api/drafts', start)
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ agencyId: solver, receptionAgencyId: chosenDesk })
  })
})
