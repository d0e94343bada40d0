import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureEventMonths } from '#platform/events/months.ts'
import { openWorld, type World } from '../../../tests/world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld({ province: true })
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const administrator = () => world.as('administrator')

/** Every address the administrator has, with something that is there behind it. */
const addresses = [
  '/api/admin/agencies',
  '/api/admin/agencies.csv',
  '/api/admin/agencies/BL-31837',
  '/api/admin/officers',
  '/api/admin/officers.csv',
  '/api/admin/calendar?year=2024',
  '/api/admin/events',
  '/api/admin/events.csv',
  '/api/admin/seals',
  '/api/admin/seals.csv',
  '/api/admin/jobs',
  '/api/admin/job-counts',
  '/api/admin/readers',
]

describe('the administrator’s API', () => {
  test.each(addresses)('%s answers the administrator and nobody else', async (url) => {
    expect((await administrator().get(url)).statusCode).toBe(200)
    expect((await world.as('vtd-leader').get(url)).statusCode).toBe(403)
    expect((await world.as('lan').get(url)).statusCode).toBe(403)
    expect((await world.as().get(url)).statusCode).toBe(401)
  })

  test('lists agencies by words without marks, by area with what lies in it, and page by page', async () => {
    const found = (await administrator().get('/api/admin/agencies?search=ubnd%20vinh%20trach%20dong')).json()
    expect(found.items).toMatchObject([
      { id: 'BL-31837', areaName: 'Xã Vĩnh Trạch Đông', units: 1, officers: 4 },
    ])
    const inDistrict = (await administrator().get('/api/admin/agencies?areaCode=961&limit=200')).json()
    expect(inDistrict.items.length).toBeGreaterThan(20)
    const ids: string[] = []
    let after = ''
    do {
      const page = (await administrator().get(`/api/admin/agencies?limit=100${after}`)).json()
      ids.push(...page.items.map((item: { id: string }) => item.id))
      after = page.next ? `&after=${page.next}` : ''
    } while (after)
    expect(new Set(ids).size).toBe(335)
  })

  test('corrects an agency once; who saw the old one is told', async () => {
    const url = '/api/admin/agencies/BL-31837'
    const { revision } = (await administrator().get(url)).json()
    const first = await administrator().patch(url, { phone: '0291 3800 001', revision })
    expect([first.statusCode, first.json().phone]).toEqual([200, '0291 3800 001'])
    const second = await administrator().patch(url, { phone: '0291 3800 002', revision })
    expect([second.statusCode, second.json().code]).toEqual([409, 'record.changed'])
  })

  test.each([
    [{ hours: '13:00-17:00,07:00-11:00' }, 'agency.wrong_hours'],
    [{ hours: '11:00-07:00' }, 'agency.wrong_hours'],
    [{ validTo: '2025-02-31' }, 'validity.no_such_day'],
    [{ validTo: '1990-01-01' }, 'validity.backwards'],
  ])('refuses the correction %o', async (change, code) => {
    const reply = await administrator().patch('/api/admin/agencies/BL-31837', change)
    expect([reply.statusCode, reply.json().code]).toEqual([422, code])
  })

  test('registers, appoints, finds and ends an officer', async () => {
    const added = await administrator().post('/api/admin/officers', {
      employeeCode: 'BL.0101',
      fullName: 'Trần Thị Ước',
      subject: 'uoc',
    })
    expect(added.statusCode).toBe(201)
    const { id } = added.json()
    const idle = (await administrator().get('/api/admin/officers?withoutPost=true')).json()
    expect(idle.items).toMatchObject([{ id, posts: [] }])
    const appointed = await administrator().post(`/api/admin/officers/${id}/posts`, {
      agencyId: 'BL-31837',
      role: 'specialist',
      title: 'Công chức tư pháp',
      validFrom: '2024-11-01',
    })
    expect(appointed.statusCode).toBe(201)
    const found = (await administrator().get('/api/admin/officers?search=uoc&agencyId=BL-31837')).json()
    expect(found.items).toMatchObject([{ fullName: 'Trần Thị Ước', posts: [{ role: 'specialist' }] }])
    const postId = appointed.json().id
    const ended = await administrator().post(`/api/admin/posts/${postId}/end`, { validTo: '2024-11-30' })
    expect(ended.json()).toMatchObject({ validTo: '2024-11-30' })
    const twice = await administrator().post('/api/admin/officers', {
      employeeCode: 'BL.0101',
      fullName: 'Một người khác',
    })
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'officer.exists'])
  })

  test('refuses to give an officer the code of another', async () => {
    const { items } = (await administrator().get('/api/admin/officers?search=TN-VTD')).json()
    const [first, second] = items
    const body = { employeeCode: second.employeeCode, fullName: first.fullName }
    const reply = await administrator().put(`/api/admin/officers/${first.id}`, body)
    expect([reply.statusCode, reply.json().code]).toEqual([409, 'officer.exists'])
  })

  test('lists officers by given name', async () => {
    const { items } = (await administrator().get('/api/admin/officers?search=TN-VTD')).json()
    const given = items.map(({ fullName }: { fullName: string }) => fullName.split(' ').at(-1))
    expect(given).toEqual(['An', 'Bé', 'Diễm', 'Khoa', 'Lực', 'Nghĩa', 'Phong', 'Rết', 'Thái'])
  })

  test('sets a day with its act and takes it out with a reason', async () => {
    const day = { kind: 'holiday', name: 'Nghỉ bão', legalAct: 'Quyết định 9/QĐ-UBND', certainty: 'high' }
    expect((await administrator().put('/api/admin/calendar/2024-12-02', day)).statusCode).toBe(204)
    const days = (await administrator().get('/api/admin/calendar?year=2024')).json()
    expect(days).toContainEqual({ date: '2024-12-02', ...day })
    const without = await administrator().delete('/api/admin/calendar/2024-12-02')
    expect(without.statusCode).toBe(400)
    const gone = await administrator().delete('/api/admin/calendar/2024-12-02?reason=Bão%20đã%20tan')
    expect(gone.statusCode).toBe(204)
    const { items } = (await administrator().get('/api/admin/events?subject=calendar&from=2024-11-01')).json()
    expect(items.map((item: { data: { reason?: string } }) => item.data.reason)).toContain('Bão đã tan')
  })

  test('shows what happened without personal data, filtered by officer and agency in words', async () => {
    const question = 'actor=trinh%20cong%20minh&agency=vinh%20trach%20dong&name=agency&to=2024-12-31'
    const { items } = (await administrator().get(`/api/admin/events?${question}`)).json()
    expect(items).toMatchObject([{ name: 'agency.changed', actorName: 'Trịnh Công Minh' }])
    expect(JSON.stringify(items)).toContain('0291 3800 001')
    const one = (await administrator().get(`/api/admin/events/${items[0].key}`)).json()
    expect(one).toEqual(items[0])
    expect((await administrator().get('/api/admin/events/1-1')).statusCode).toBe(404)
    expect((await administrator().get('/api/admin/events?actor=khong-ai-ca')).json()).toEqual({ items: [] })
  })

  test('masks the name of a citizen who acted', async () => {
    await world.context('lan')
    const { items } = (await administrator().get('/api/admin/events?name=session.started')).json()
    const citizens = items.filter((item: { actorKind: string }) => item.actorKind === 'citizen')
    expect(citizens.length).toBeGreaterThan(0)
    for (const { actorName } of citizens) expect(actorName).toMatch(/^\S+( \S\.)+$/)
  })
})

describe('the jobs', () => {
  async function queued(state: 'waiting' | 'failed'): Promise<number> {
    const { rows } = await world.owner.query<{ id: number }>(
      "select id from graphile_worker.add_job('identity.remove-expired-sessions', run_at => now() + interval '1 day')",
    )
    const id = rows[0]?.id ?? 0
    if (state === 'failed') {
      const failed = "attempts = max_attempts, last_error = 'gọi 0900000077 không được'"
      await world.owner.query(`update graphile_worker._private_jobs set ${failed} where id = $1`, [id])
    }
    return id
  }

  test('that failed are shown with their error masked, run again, and are gone', async () => {
    const id = await queued('failed')
    const { items } = (await administrator().get('/api/admin/jobs?state=failed')).json()
    expect(items).toMatchObject([{ id, state: 'failed', lastError: 'gọi 0900•••077 không được' }])
    expect((await administrator().post(`/api/admin/jobs/${id}/retry`)).statusCode).toBe(204)
    await world.runJobs({ mayFail: true })
    expect((await administrator().get('/api/admin/jobs?state=failed')).json().items).toEqual([])
    expect((await administrator().post(`/api/admin/jobs/${id}/retry`)).statusCode).toBe(404)
    expect(await world.eventNames(`job:${id}`)).toEqual(['job.retried'])
  })

  test('that failed can be taken out, and the log keeps which', async () => {
    const id = await queued('failed')
    expect((await administrator().delete(`/api/admin/jobs/${id}`)).statusCode).toBe(204)
    expect(await world.eventNames(`job:${id}`)).toEqual(['job.removed'])
  })

  test('that wait are promises: they are neither run early nor taken out', async () => {
    const id = await queued('waiting')
    for (const reply of [
      await administrator().post(`/api/admin/jobs/${id}/retry`),
      await administrator().delete(`/api/admin/jobs/${id}`),
    ]) {
      expect([reply.statusCode, reply.json().code]).toEqual([409, 'job.not_failed'])
    }
    expect(await world.eventNames(`job:${id}`)).toEqual([])
  })

  test('come page by page, each once, however many share a moment', async () => {
    await world.owner.query(
      `select graphile_worker.add_job('events.seal-day', run_at => '2031-01-01') from generate_series(1, 25)`,
    )
    const ids: number[] = []
    let after = ''
    do {
      const page = (await administrator().get(`/api/admin/jobs?task=events.seal-day&limit=10${after}`)).json()
      ids.push(...page.items.map((item: { id: number }) => item.id))
      after = page.next ? `&after=${page.next}` : ''
    } while (after)
    expect([ids.length, new Set(ids).size]).toEqual([25, 25])
  })
})

describe('the overview', () => {
  const concern = async (id: string) =>
    (await world.house.concerns(await world.context('administrator'), 'vi')).find((each) => each.id === id)

  test('tells what needs somebody, each with the way there', async () => {
    await ensureEventMonths(world.system())
    const all = await world.house.concerns(await world.context('administrator'), 'en')
    expect(all.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'jobs',
        'readers',
        'calendar',
        'officers',
        'agencies',
        'seals',
        'months',
        'procedures',
      ]),
    )
    expect(await concern('calendar')).toMatchObject({ state: 'ok' })
    expect(await concern('agencies')).toMatchObject({ state: 'soon' })
  })

  test('says that a year without days off makes promises wrong', async () => {
    world.at('2027-12-01T09:00+07:00')
    expect(await concern('calendar')).toMatchObject({ state: 'soon', href: '/quan-tri/lich?nam=2028' })
    world.at('2028-01-05T09:00+07:00')
    expect(await concern('calendar')).toMatchObject({ state: 'late' })
    world.at('2024-11-20T09:42+07:00')
  })

  test('says that a reader stopped', async () => {
    await world.read()
    expect(await concern('readers')).toMatchObject({ state: 'ok' })
    await world.owner.query(
      "update platform.reader set failed_at = now(), failure = 'x' where name = 'operations'",
    )
    expect(await concern('readers')).toMatchObject({ state: 'late' })
  })
})
