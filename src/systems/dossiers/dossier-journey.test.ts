import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { countQueues } from './desk/counts.ts'
import { dueBounds } from './desk/queues.ts'
import { mayRead } from './desk/reading.ts'
import { searchDossiers } from './desk/search.ts'
import {
  assignDossier,
  attachPaper,
  confirmPayment,
  consultAgency,
  findDossier,
  handOver,
  rateDossier,
  receiveDossier,
  refuseDossier,
  registerAtCounter,
  replyToConsultation,
  requestPayment,
  requestSupplement,
  returnResult,
  sendBack,
  solveDossier,
  startDraft,
  stopDossier,
  submitDraft,
  supplyDossier,
  withdrawDossier,
} from './index.ts'
import { fileBirth, smallPdf } from './testing-birth.ts'

const citizen = 'thach-rinh'
const at = (text: string) => new Date(`${text}+07:00`)

async function filed(world: World) {
  return fileBirth(await world.context(citizen))
}

async function received(world: World) {
  const { id } = await filed(world)
  return receiveDossier(await world.context('vtd-receiver'), { id })
}

/** Through reception and the specialist's desk to the one who signs. */
async function atStep(world: World, role: 'specialist' | 'leader' | 'clerk') {
  const hands = {
    specialist: ['vtd-receiver'],
    leader: ['vtd-receiver', 'vtd-specialist'],
    clerk: ['vtd-receiver', 'vtd-specialist', 'vtd-leader'],
  }
  let dossier = await received(world)
  for (const who of hands[role]) dossier = await handOver(await world.context(who), { id: dossier.id })
  return dossier
}

const result = { resultName: 'Giấy khai sinh', resultNumber: '147/2024' }

describe('a birth registration', () => {
  test('travels from the draft to the returned result, each step one event', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const dossier = await filed(world)
    expect(dossier).toMatchObject({
      state: 'registered',
      channel: 'online',
      agencyId: 'BL-31837',
      receptionAgencyId: 'BL-31837-MC',
    })
    expect(dossier.code).toMatch(/^000\.\d\d\.21\.H04-241120-0001$/)
    expect(await world.jobNames()).toContain('dossier.mark-first-answer-late')

    world.at('2024-11-20T10:00+07:00')
    const taken = await receiveDossier(await world.context('vtd-receiver'), {
      id: dossier.id,
      revision: dossier.revision,
    })
    expect(taken).toMatchObject({
      state: 'received',
      promisedAt: at('2024-11-20T17:00:00'),
      stepRole: 'receiver',
    })
    expect(await world.jobNames()).not.toContain('dossier.mark-first-answer-late')
    expect(await world.jobNames()).toEqual(
      expect.arrayContaining(['dossier.mark-due-soon', 'dossier.mark-overdue']),
    )

    const atSpecialist = await handOver(await world.context('vtd-receiver'), { id: dossier.id })
    expect(atSpecialist).toMatchObject({
      state: 'processing',
      deskAgencyId: 'BL-31837',
      stepRole: 'specialist',
    })
    await handOver(await world.context('vtd-specialist'), { id: dossier.id })
    await handOver(await world.context('vtd-leader'), { id: dossier.id })
    world.at('2024-11-20T14:00+07:00')
    const solved = await solveDossier(await world.context('vtd-clerk'), { id: dossier.id, ...result })
    expect(solved).toMatchObject({
      state: 'solved',
      outcome: 'on-time',
      deskAgencyId: 'BL-31837-MC',
      resultNumber: '147/2024',
    })
    expect(await world.jobNames()).not.toContain('dossier.mark-overdue')

    const handed = {
      id: dossier.id,
      method: 'counter',
      handedTo: 'Thạch Sô Rinh',
      receiver: { identityNumber: '095000000002' },
    } as const
    const returned = await returnResult(await world.context('vtd-receiver'), handed)
    expect(returned.state).toBe('returned')
    expect(returned.closedAt).toEqual(world.now())
    await rateDossier(await world.context(citizen), { id: dossier.id, stars: 5 })
    expect(await world.eventNames(dossier.id)).toEqual([
      'dossier.submitted',
      'dossier.received',
      'dossier.handed-over',
      'dossier.handed-over',
      'dossier.handed-over',
      'dossier.solved',
      'dossier.returned',
      'dossier.rated',
    ])
  })

  test('gets its number in the agency and day without gap or double, from ten citizens at once', async () => {
    await using world = await openWorld({ province: true })
    const receiver = await world.context('vtd-receiver')
    const entry = {
      procedureCode: '2.000815',
      agencyId: 'BL-31837',
      applicant: { name: 'Kim Thị Phượng', phone: '0900000077' },
      channel: 'direct',
      resultMethod: 'counter',
    } as const
    const form = { data: await answersFor(world, '2.000815') }
    const numbers = await Promise.all(
      Array.from({ length: 10 }, () => registerAtCounter(receiver, { ...entry, ...form })),
    )
    expect(numbers.map((dossier) => Number(dossier.codeTail.split('-')[1])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, index) => index + 1),
    )
    expect(numbers.every((dossier) => dossier.state === 'received' && dossier.promisedAt !== null)).toBe(true)
  })

  test('is filed once, however often the button is pressed', async () => {
    await using world = await openWorld({ province: true })
    const ctx = await world.context(citizen)
    const draft = await startDraft(ctx, { procedureCode: '1.001193' })
    await expect(submitDraft(ctx, { id: draft.id })).rejects.toMatchObject({
      status: 422,
      code: 'dossier.form_incomplete',
    })
    const dossier = await fileBirth(ctx)
    const again = await Promise.allSettled([
      submitDraft(ctx, { id: dossier.id }),
      submitDraft(ctx, { id: dossier.id }),
    ])
    const codes = again.map((each) => (each.status === 'fulfilled' ? each.value.code : 'refused'))
    expect(codes.every((code) => code === dossier.code || code === 'refused')).toBe(true)
    const { rows } = await world.owner.query('select count(*)::int as n from dossiers.dossier')
    expect(rows).toEqual([{ n: 1 }])
  })
})

describe('time', () => {
  test('an overdue dossier says so by itself, and its solution is late', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const dossier = await atStep(world, 'clerk')
    world.at('2024-11-20T15:10+07:00')
    await world.runJobs()
    world.at('2024-11-20T17:00+07:00')
    await world.runJobs()
    expect(await world.eventNames(dossier.id)).toEqual(
      expect.arrayContaining(['dossier.due-soon', 'dossier.overdue']),
    )
    world.at('2024-11-21T08:00+07:00')
    const solved = await solveDossier(await world.context('vtd-clerk'), { id: dossier.id, ...result })
    expect(solved.outcome).toBe('late')
  })

  test('an online dossier without an answer in 8 working hours says so', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const dossier = await filed(world)
    world.at('2024-11-21T09:42+07:00')
    await world.runJobs()
    expect(await world.eventNames(dossier.id)).toEqual(['dossier.submitted', 'dossier.first-answer-late'])
  })

  test('an answer is owed again to who completed before reception, and says so when it is late', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const { id } = await filed(world)
    const applicant = await world.context(citizen)
    const receiver = await world.context('vtd-receiver')
    const items = [{ text: 'Giấy chứng sinh' }]
    await requestSupplement(receiver, { id, items, reason: 'Thiếu giấy tờ' })
    world.at('2024-11-22T08:00+07:00')
    await world.runJobs()
    const supplied = await supplyDossier(applicant, { id, answer: 'Tôi gửi lại ảnh' })
    expect(supplied.dueAt).toEqual(at('2024-11-25T08:00:00'))
    world.at('2024-11-25T08:00+07:00')
    await world.runJobs()
    expect((await world.eventNames(id)).at(-1)).toBe('dossier.first-answer-late')
    await receiveDossier(receiver, { id })
    expect(await world.jobNames()).not.toContain('dossier.mark-first-answer-late')
  })

  test('waiting for the citizen stops the clock; after the supplement the term is counted anew', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const { id } = await atStep(world, 'specialist')
    const applicant = await world.context(citizen)
    const asked = await requestSupplement(await world.context('vtd-specialist'), {
      id,
      items: [{ text: 'Giấy chứng sinh bị mờ, chụp lại đủ bốn góc' }],
      reason: 'Không đọc được ngày sinh',
    })
    expect(asked).toMatchObject({ state: 'awaiting-supplement', supplementRequests: 1 })
    expect(await world.jobNames()).not.toContain('dossier.mark-overdue')
    world.at('2024-11-25T08:00+07:00')
    await world.runJobs()
    const supplied = await supplyDossier(applicant, { id, answer: 'Tôi gửi lại ảnh' })
    expect(supplied).toMatchObject({
      state: 'processing',
      promisedAt: at('2024-11-25T17:00:00'),
      overdueAt: null,
    })
    expect(supplied.firstPromisedAt).toEqual(at('2024-11-20T17:00:00'))
    expect(await world.eventNames(id)).not.toContain('dossier.overdue')
    expect(await world.jobNames()).toContain('dossier.mark-overdue')
  })

  // Rule 10: a dossier asked to be completed after its promise stays late, and that is told once.
  test('what is asked for after the promise mends nothing: the dossier stays late, and that is told once', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const { id } = await atStep(world, 'specialist')
    const applicant = await world.context(citizen)
    world.at('2024-11-21T09:00+07:00')
    await world.runJobs()
    const { overdueAt } = (await findDossier(world.db, id)) ?? {}
    expect(overdueAt).toEqual(at('2024-11-20T17:00:00'))
    const items = [{ text: 'Giấy chứng sinh' }]
    await requestSupplement(await world.context('vtd-specialist'), { id, items, reason: 'Không đọc được' })
    const supplied = await supplyDossier(applicant, { id, answer: 'Tôi gửi lại ảnh' })
    expect(supplied).toMatchObject({ promisedAt: at('2024-11-21T17:00:00'), overdueAt })
    for (const who of ['vtd-specialist', 'vtd-leader']) await handOver(await world.context(who), { id })
    const done = { id, resultName: 'Giấy khai sinh', resultNumber: '1/2024' }
    expect((await solveDossier(await world.context('vtd-clerk'), done)).outcome).toBe('late')
    const names = await world.eventNames(id)
    expect(names.filter((name) => name === 'dossier.overdue')).toHaveLength(1)
  })

  test('no supplement in 15 working days ends the dossier', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const { id } = await filed(world)
    const items = [{ text: 'Giấy chứng sinh' }]
    await requestSupplement(await world.context('vtd-receiver'), { id, items, reason: 'Thiếu giấy tờ' })
    // 15 working days after Wed 20/11/2024: Wed 11/12/2024.
    world.at('2024-12-11T16:59+07:00')
    await world.runJobs()
    expect(await world.eventNames(id)).not.toContain('dossier.stopped')
    world.at('2024-12-11T17:00+07:00')
    await world.runJobs()
    expect((await world.eventNames(id)).at(-1)).toBe('dossier.stopped')
  })

  test('a financial duty stops the clock and the term goes on where it stopped', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:42+07:00')
    const { id } = await atStep(world, 'specialist')
    const officer = await world.context('vtd-specialist')
    await requestPayment(officer, { id, amount: 28_000, reason: 'Lệ phí cấp bản sao' })
    world.at('2024-11-21T08:00+07:00')
    const going = await confirmPayment(officer, { id })
    expect(going.state).toBe('processing')
    expect(going.promisedAt?.getTime()).toBeGreaterThan(at('2024-11-20T17:00:00').getTime())
  })
})

describe('other ways', () => {
  test('an agency is asked, sees the dossier and answers', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atStep(world, 'specialist')
    const asking = await world.context('vtd-specialist')
    await consultAgency(asking, {
      id,
      agencyId: 'BL-STP',
      question: 'Xác minh quốc tịch?',
      replyDueAt: at('2024-11-22T17:00:00'),
    })
    const { rows } = await world.owner.query('select id from dossiers.consultation')
    const consultationId = rows[0].id
    const reply = { id, consultationId, agrees: true, reply: 'Đồng ý' }
    await expect(replyToConsultation(await world.context('hb-specialist'), reply)).rejects.toMatchObject({
      status: 404,
    })
    await replyToConsultation(await world.context('stp-specialist'), reply)
    await expect(replyToConsultation(await world.context('stp-specialist'), reply)).rejects.toMatchObject({
      status: 409,
    })
  })

  test('a dossier waits for another agency until the last that was asked has answered', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atStep(world, 'specialist')
    const asking = await world.context('vtd-specialist')
    const replyDueAt = at('2024-11-22T17:00:00')
    const officers = [await world.context('stp-specialist'), await world.context('hb-specialist')]
    const agencies = officers.map(({ actor }) => (actor.kind === 'officer' ? actor.agencyId : ''))
    for (const agencyId of agencies)
      await consultAgency(asking, { id, agencyId, question: 'Xác minh quốc tịch?', replyDueAt })
    const waiting = async () => {
      const bounds = dueBounds(await asking.calendar(), world.now())
      return (await countQueues(world.db, asking.actor, bounds)).queues.get('asking')
    }
    const left: unknown[] = [await waiting()]
    for (const [index, officer] of officers.entries()) {
      const { rows } = await world.owner.query('select id from dossiers.consultation where agency_id = $1', [
        agencies[index],
      ])
      await replyToConsultation(officer, { id, consultationId: rows[0].id, agrees: true, reply: 'Đồng ý' })
      left.push(await waiting())
    }
    expect(left).toEqual([1, 1, 0])
  })

  test('an agency that was asked reads the dossier while it is open, and answers nothing after its end', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atStep(world, 'specialist')
    const replyDueAt = at('2024-11-22T17:00:00')
    const question = 'Xác minh quốc tịch?'
    const asking = await world.context('vtd-specialist')
    await consultAgency(asking, { id, agencyId: 'BL-STP', question, replyDueAt })
    const asked = await world.context('stp-specialist')
    const { code } = await mayRead(world.db, asked.actor, id)
    const found = async () => (await searchDossiers(world.db, asked.actor, code)).rows.map((row) => row.id)
    expect(await found()).toEqual([id])
    await stopDossier(asking, { id, reason: 'Tòa án đang thụ lý', groundId: 'applicant-gone' })
    await expect(mayRead(world.db, asked.actor, id)).rejects.toMatchObject({ status: 404 })
    expect(await found()).toEqual([])
    const { rows } = await world.owner.query('select id from dossiers.consultation')
    const reply = { id, consultationId: rows[0].id, agrees: true, reply: 'Đồng ý' }
    await expect(replyToConsultation(asked, reply)).rejects.toMatchObject({ code: 'dossier.closed' })
  })

  test('a step can be sent back to whom it came from', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atStep(world, 'leader')
    const back = await sendBack(await world.context('vtd-leader'), { id, reason: 'Sai họ tên mẹ' })
    expect(back).toMatchObject({ stepRole: 'specialist', assigneeName: 'Nguyễn Hữu Nghĩa' })
  })

  test('a step that is sent back to somebody who has left waits for whoever takes it', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atStep(world, 'leader')
    const left = (await world.context('vtd-specialist')).actor
    await world.owner.query("update administration.post set valid_to = '2024-11-19' where officer_id = $1", [
      left.id,
    ])
    const back = await sendBack(await world.context('vtd-leader'), { id, reason: 'Sai họ tên mẹ' })
    expect(back).toMatchObject({ stepRole: 'specialist', assigneeId: null, assigneeName: null })
  })

  test('a paper is added where the dossier is worked on, by nobody who only reads it', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atStep(world, 'specialist')
    const paper = { id, paperId: 'khac', name: 'Đơn.pdf', bytes: smallPdf }
    for (const reads of ['province-leader', 'operator', 'hb-specialist']) {
      await expect(attachPaper(await world.context(reads), paper)).rejects.toMatchObject({ status: 404 })
    }
    for (const works of ['vtd-receiver', 'vtd-specialist']) {
      expect((await attachPaper(await world.context(works), paper)).paperId).toBe('khac')
    }
  })

  test('a head gives work to an officer of his agency and to nobody else', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atStep(world, 'specialist')
    const head = await world.context('vtd-head')
    const specialist = (await world.context('vtd-specialist')).actor
    const given = await assignDossier(head, { id, officerId: specialist.id })
    expect(given.assigneeName).toBe('Nguyễn Hữu Nghĩa')
    const stranger = (await world.context('hb-specialist')).actor
    await expect(assignDossier(head, { id, officerId: stranger.id })).rejects.toMatchObject({ status: 422 })
  })

  test('the citizen withdraws, the agency refuses or stops, each with its reason', async () => {
    await using world = await openWorld({ province: true })
    const one = await filed(world)
    expect(
      (await withdrawDossier(await world.context(citizen), { id: one.id, reason: 'Nộp nhầm' })).state,
    ).toBe('withdrawn')
    const two = await filed(world)
    const receiver = await world.context('vtd-receiver')
    expect((await refuseDossier(receiver, { id: two.id, reason: 'Không thuộc thẩm quyền' })).state).toBe(
      'refused',
    )
    const three = await atStep(world, 'specialist')
    const stop = { id: three.id, reason: 'Tòa án đang thụ lý', groundId: 'applicant-gone' }
    expect((await stopDossier(await world.context('vtd-specialist'), stop)).state).toBe('stopped')
  })
})

describe('who may not', () => {
  const reason = 'Không được phép'
  const refusals = [
    ['a visitor receives', undefined, (ctx, id) => receiveDossier(ctx, { id }), 404],
    ['the applicant receives', citizen, (ctx, id) => receiveDossier(ctx, { id }), 404],
    ['another commune receives', 'p1-receiver', (ctx, id) => receiveDossier(ctx, { id }), 404],
    ['a specialist receives', 'vtd-specialist', (ctx, id) => receiveDossier(ctx, { id }), 404],
    ['the administrator receives', 'administrator', (ctx, id) => receiveDossier(ctx, { id }), 404],
    ['another commune refuses', 'p1-receiver', (ctx, id) => refuseDossier(ctx, { id, reason }), 404],
    ['another citizen withdraws', 'lan', (ctx, id) => withdrawDossier(ctx, { id, reason }), 404],
    ['an officer withdraws for him', 'vtd-receiver', (ctx, id) => withdrawDossier(ctx, { id, reason }), 404],
    ['a leader hands over before reception', 'vtd-leader', (ctx, id) => handOver(ctx, { id }), 404],
    ['the desk hands over before reception', 'vtd-receiver', (ctx, id) => handOver(ctx, { id }), 409],
    [
      'the desk solves before reception',
      'vtd-receiver',
      (ctx, id) => solveDossier(ctx, { id, ...result }),
      409,
    ],
    [
      'the desk returns without a result',
      'vtd-receiver',
      (ctx, id) => returnResult(ctx, { id, method: 'counter', handedTo: 'X' }),
      409,
    ],
    [
      'the desk asks for nothing',
      'vtd-receiver',
      (ctx, id) => requestSupplement(ctx, { id, items: [], reason }),
      422,
    ],
    ['the citizen supplies unasked', citizen, (ctx, id) => supplyDossier(ctx, { id, answer: 'x' }), 409],
    ['the citizen rates too early', citizen, (ctx, id) => rateDossier(ctx, { id, stars: 5 }), 409],
    ['another citizen rates', 'lan', (ctx, id) => rateDossier(ctx, { id, stars: 5 }), 404],
    ['an old page receives', 'vtd-receiver', (ctx, id) => receiveDossier(ctx, { id, revision: 99 }), 409],
  ] satisfies [
    string,
    string | undefined,
    (ctx: Awaited<ReturnType<World['context']>>, id: string) => Promise<unknown>,
    number,
  ][]

  test('is told no, and nothing was written', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await filed(world)
    const traces = () =>
      world.owner.query(
        'select (select count(*) from platform.event where name like $1) as events, (select jsonb_agg(d) from dossiers.dossier d) as rows, (select count(*) from dossiers.stage) as stages',
        ['dossier.%'],
      )
    const before = (await traces()).rows
    for (const [name, who, act, status] of refusals) {
      await expect(act(await world.context(who), id), name).rejects.toMatchObject({ name: 'Refusal', status })
      expect((await traces()).rows, name).toEqual(before)
    }
  })
})

async function answersFor(world: World, code: string): Promise<Record<string, unknown>> {
  const { getOffer } = await import('../procedures/index.ts')
  const { form } = await getOffer(world.db, code, '2024-11-20')
  const answers = form.content.layout.pages
    .flatMap((page) => page.items)
    .map((item) => {
      const property = form.content.schema.properties[item.field]
      const value =
        item.options?.[0]?.value ??
        (
          {
            number: property?.minimum ?? 1,
            checkbox: true,
            date: '2024-11-01',
            'partial-date': '1990',
            phone: '0900000077',
            'identity-number': '095000000077',
            email: 'a@b.vn',
            area: '31837',
          } as Record<string, unknown>
        )[item.widget] ??
        'Nội dung'
      return [item.field, value] as const
    })
  return Object.fromEntries(answers)
}
