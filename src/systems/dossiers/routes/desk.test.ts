import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { supplyDossier } from '../actions/supply-dossier.ts'
import type { Dossier } from '../store.ts'
import { fileBirth } from '../testing-birth.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ province: true })
})
afterAll(() => world[Symbol.asyncDispose]())

async function filed(citizen = 'thach-rinh'): Promise<Dossier> {
  return fileBirth(await world.context(citizen))
}

/** A work of an officer who sees the dossier as it is now, unless the body says which revision his page showed. */
async function work(person: string, id: string, path: string, body: object = {}) {
  const row = await world.db
    .selectFrom('dossiers.dossier')
    .select('revision')
    .where('id', '=', id)
    .executeTakeFirst()
  const seen = path === 'identity-number' ? {} : { revision: row?.revision ?? 1 }
  return world.as(person).post(`/api/dossiers/${id}/${path}`, { ...seen, ...body })
}

/** A marked row as a queue that was just read shows it. */
async function asSeen(id: string) {
  return world.db
    .selectFrom('dossiers.dossier')
    .select(['id', 'revision'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

async function received() {
  const dossier = await filed()
  await work('vtd-receiver', dossier.id, 'reception')
  return dossier
}

describe('the desk API', () => {
  test('takes a dossier from reception to the returned result', async () => {
    const { id, revision } = await filed()
    const taken = await work('vtd-receiver', id, 'reception', { revision })
    expect(taken.statusCode).toBe(200)
    expect(taken.json()).toMatchObject({ state: 'received', promisedAt: expect.any(String) })
    for (const who of ['vtd-receiver', 'vtd-specialist', 'vtd-leader']) {
      expect((await work(who, id, 'hand-over')).statusCode).toBe(200)
    }
    const solved = await work('vtd-clerk', id, 'result', {
      resultName: 'Giấy khai sinh',
      resultNumber: '147/2024',
    })
    expect(solved.json()).toMatchObject({ state: 'solved' })
    const handed = { method: 'counter', handedTo: 'Thạch Sô Rinh' }
    const unknown = await work('vtd-receiver', id, 'return', handed)
    expect(unknown.json()).toMatchObject({ code: 'dossier.receiver_unknown' })
    const returned = await work('vtd-receiver', id, 'return', { ...handed, identityNumber: '095000000002' })
    expect(returned.json()).toMatchObject({ state: 'returned' })
  })

  test('tells the second of two officers that the dossier has changed', async () => {
    const { id, revision } = await filed()
    expect((await work('vtd-receiver', id, 'reception', { revision })).statusCode).toBe(200)
    const second = await work('vtd-receiver', id, 'supplement-request', {
      revision,
      items: [{ text: 'Bản chụp rõ hơn' }],
      reason: 'Giấy chứng sinh mờ',
    })
    expect(second.statusCode).toBe(409)
    expect(second.json()).toMatchObject({ code: 'dossier.changed' })
  })

  test('takes no work from a page that does not say what it showed', async () => {
    const { id } = await filed()
    const answer = await world.as('vtd-receiver').post(`/api/dossiers/${id}/reception`, {})
    expect(answer.statusCode).toBe(400)
    expect(await world.eventNames(id)).toEqual(['dossier.submitted'])
  })

  test('hides a dossier from officers of other agencies, whatever they try', async () => {
    const { id } = await received()
    const tries: [string, object][] = [
      ['hand-over', {}],
      ['send-back', { reason: 'Cần xem lại' }],
      ['refusal', { reason: 'Không đúng nơi' }],
      ['stop', { reason: 'Không còn nhu cầu', groundId: 'applicant-gone' }],
      ['supplement-request', { items: [{ text: 'Giấy chứng sinh' }], reason: 'Còn thiếu' }],
      ['identity-number', { purpose: 'Đối chiếu giấy tờ' }],
    ]
    const before = await world.eventNames(id)
    for (const [path, body] of tries) {
      expect((await work('hb-receiver', id, path, body)).statusCode, path).toBe(404)
    }
    expect((await world.as('hb-receiver').put(`/api/dossiers/${id}/note`, { body: 'x' })).statusCode).toBe(
      404,
    )
    expect(await world.eventNames(id)).toEqual(before)
  })

  test('is closed to citizens and visitors', async () => {
    expect((await world.as('lan').get('/api/desk/queues')).statusCode).toBe(403)
    expect((await world.as().get('/api/desk/search?q=lan')).statusCode).toBe(401)
  })

  test('lists, counts and finds what the officer works on', async () => {
    const { id, code } = await filed()
    const queue = await world.as('vtd-receiver').get('/api/desk/queue?queue=new')
    expect(queue.json().rows.map((row: { id: string }) => row.id)).toContain(id)
    const counts = await world.as('vtd-receiver').get('/api/desk/queues')
    const count = counts.json().queues.find((each: { name: string }) => each.name === 'new').count
    expect(count).toBe(queue.json().rows.length)
    for (const text of [code, 'thach so rinh', 'Thạch Sô Rinh', '0900000002', '095000000002']) {
      const found = await world.as('vtd-receiver').get(`/api/desk/search?q=${encodeURIComponent(text)}`)
      expect(
        found.json().rows.map((row: { id: string }) => row.id),
        text,
      ).toContain(id)
      expect(found.body).not.toContain('095000000002')
    }
    const elsewhere = await world.as('hb-receiver').get(`/api/desk/search?q=${code}`)
    expect(elsewhere.json().rows).toEqual([])
  })

  test('puts a dossier that was completed before its reception back among the new ones, due in 8 hours', async () => {
    const { id } = await filed()
    const ask = { items: [{ text: 'Giấy chứng sinh rõ hơn' }], reason: 'Giấy chứng sinh mờ' }
    expect((await work('vtd-receiver', id, 'supplement-request', ask)).statusCode).toBe(200)
    const inNew = async () => {
      const { rows } = (await world.as('vtd-receiver').get('/api/desk/queue?queue=new&limit=100')).json()
      return rows.find((row: { id: string }) => row.id === id)
    }
    expect(await inNew()).toBeUndefined()
    await supplyDossier(await world.context('thach-rinh'), { id, answer: 'Đã chụp lại' })
    // 09:42 on a Wednesday plus 8 working hours.
    expect(await inNew()).toMatchObject({ dueAt: new Date('2024-11-21T09:42+07:00').toISOString() })
  })

  test('saves, replaces and drops a filter of one officer', async () => {
    const me = world.as('vtd-specialist')
    const body = {
      name: 'Hộ tịch trực tuyến',
      queue: 'office',
      filter: { fields: ['Hộ tịch'], channel: 'online' },
    }
    const first = await me.post('/api/desk/filters', body)
    const again = await me.post('/api/desk/filters', { ...body, filter: {} })
    expect(again.json()).toMatchObject({ id: first.json().id, filter: {} })
    const listed = await me.get('/api/desk/queues')
    expect(listed.json().saved).toMatchObject([{ name: 'Hộ tịch trực tuyến', count: expect.any(Number) }])
    expect((await world.as('vtd-clerk').get('/api/desk/queues')).json().saved).toEqual([])
    const path = `/api/desk/filters/${first.json().id}`
    expect((await world.as('vtd-clerk').delete(path)).statusCode).toBe(404)
    expect((await me.delete(path)).statusCode).toBe(204)
  })

  test('receives and hands over a list whole, or not at all with each refusal named', async () => {
    const [one, two, three] = [await filed('lan'), await filed('thach-rinh'), await filed('thach-rinh')]
    await work('vtd-receiver', two.id, 'reception')
    const marked = () => Promise.all([two, three].map(({ id }) => asSeen(id)))
    const refused = await world.as('vtd-receiver').post('/api/desk/receptions', { dossiers: await marked() })
    expect(refused.statusCode).toBe(409)
    expect(Object.keys(refused.json().fields)).toEqual([two.id])
    expect(await world.eventNames(three.id)).toEqual(['dossier.submitted'])
    const foreign = await world
      .as('vtd-receiver')
      .post('/api/desk/receptions', { dossiers: [await asSeen(one.id)] })
    expect(foreign.statusCode).toBe(404)
    const alone = await world
      .as('vtd-receiver')
      .post('/api/desk/receptions', { dossiers: [await asSeen(three.id)] })
    expect(alone.statusCode).toBe(200)
    const handed = await world
      .as('vtd-receiver')
      .post('/api/desk/hand-overs', { dossiers: await marked(), note: 'Đủ giấy tờ' })
    expect(handed.json().dossiers.map((each: { state: string }) => each.state)).toEqual([
      'processing',
      'processing',
    ])
  })

  test('does with a list only what was seen of each dossier', async () => {
    const { id, revision } = await received()
    const list = (dossiers: object[]) => world.as('vtd-receiver').post('/api/desk/hand-overs', { dossiers })
    expect((await list([{ id }])).statusCode).toBe(400)
    const stale = await list([{ id, revision }])
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'bulk.refused'])
    expect(stale.json().fields[id]).toContain('vừa được người khác cập nhật')
    expect((await list([await asSeen(id)])).statusCode).toBe(200)
  })

  test('says of a dossier that went on to another desk that it did, not that it is missing', async () => {
    const { id } = await received()
    await work('vtd-receiver', id, 'hand-over')
    const late = await world.as('vtd-receiver').post('/api/desk/hand-overs', { dossiers: [await asSeen(id)] })
    expect(late.statusCode).toBe(409)
    expect(late.json()).toMatchObject({
      code: 'bulk.refused',
      fields: { [id]: expect.stringContaining('sang bước khác') },
    })
  })

  test('hands over only to somebody who works where the next step lies', async () => {
    const { id } = await received()
    const clerk = (await world.context('hb-clerk')).actor.id
    const refused = await work('vtd-receiver', id, 'hand-over', { officerId: clerk })
    expect(refused.statusCode).toBe(422)
    const specialist = (await world.context('vtd-specialist')).actor.id
    const handed = await work('vtd-receiver', id, 'hand-over', { officerId: specialist })
    expect(handed.json()).toMatchObject({ assigneeId: specialist, assigneeName: 'Nguyễn Hữu Nghĩa' })
  })

  test('asks another agency, which sees the dossier and answers', async () => {
    const { id } = await received()
    const ask = { agencyId: 'BL-961', question: 'Có trùng nơi cư trú không?', replyDueOn: '2024-11-22' }
    expect((await work('vtd-receiver', id, 'consultations', ask)).statusCode).toBe(200)
    const asked = await world.as('hb-specialist').get('/api/desk/queue?queue=asked')
    expect(asked.json().rows.map((row: { id: string }) => row.id)).toEqual([id])
    const { rows } = await world.owner.query('select id from dossiers.consultation where dossier_id = $1', [
      id,
    ])
    const reply = await world
      .as('hb-specialist')
      .post(`/api/dossiers/${id}/consultations/${rows[0].id}/reply`, {
        agrees: true,
        reply: 'Không trùng.',
      })
    expect(reply.statusCode).toBe(200)
    expect((await world.as('hb-specialist').get('/api/desk/queue?queue=asked')).json().rows).toEqual([])
  })

  test('keeps a note of each officer and drops an empty one', async () => {
    const { id } = await received()
    const put = (body: string) => world.as('vtd-specialist').put(`/api/dossiers/${id}/note`, { body })
    expect((await put(' Đối chiếu sổ gốc. \r\n')).json()).toEqual({ savedAt: world.now().toISOString() })
    const kept = await world.owner.query('select body from dossiers.note where dossier_id = $1', [id])
    expect(kept.rows).toEqual([{ body: 'Đối chiếu sổ gốc.' }])
    await put('')
    expect(
      (await world.owner.query('select 1 from dossiers.note where dossier_id = $1', [id])).rowCount,
    ).toBe(0)
  })

  test('shows the whole identity number against a reason that stays in the log', async () => {
    const { id } = await received()
    expect((await work('vtd-receiver', id, 'identity-number', { purpose: 'x' })).statusCode).toBe(400)
    const shown = await work('vtd-receiver', id, 'identity-number', { purpose: 'Đối chiếu giấy chứng sinh' })
    expect(shown.json()).toEqual({ identityNumber: '095000000002' })
    const logged = await world.owner.query(
      "select purpose from platform.event where subject_id = $1 and name = 'dossier.viewed'",
      [id],
    )
    expect(logged.rows).toEqual([{ purpose: 'Xem số định danh: Đối chiếu giấy chứng sinh' }])
  })
})
