import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { endProcedure } from './actions/end-procedure.ts'

let world: World

beforeAll(async () => {
  world = await openWorld({ province: true })
})
afterAll(() => world[Symbol.asyncDispose]())

async function versionsOf(code: string): Promise<number> {
  const reply = await world.as('administrator').get(`/api/procedures/${code}/versions`)
  return reply.json().length
}

/** The row of a procedure in force as an administrator edits it. */
async function rowOf(code: string): Promise<Record<string, unknown>> {
  const { content } = await world.db
    .selectFrom('procedures.procedureVersion')
    .select('content')
    .where('code', '=', code)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return content as Record<string, unknown>
}

describe('the catalogue for everybody', () => {
  test('finds by everyday words, by level and by field', async () => {
    const { items } = (await world.as().get('/api/procedures?q=lam giay khai sinh&limit=3')).json()
    expect(items[0]).toMatchObject({ code: '1.001193', shortName: 'Đăng ký khai sinh', levels: ['commune'] })
    const province = (await world.as().get('/api/procedures?q=khai sinh&level=province')).json()
    expect(province.items.every((item: { levels: string[] }) => item.levels.includes('province'))).toBe(true)
  })

  test('lists all of it page by page', async () => {
    const codes = new Set<string>()
    let next: string | undefined = '0'
    let total = 0
    while (next !== undefined) {
      const page: { items: { code: string }[]; total: number; next?: string } = (
        await world.as().get(`/api/procedures?limit=100&cursor=${next}`)
      ).json()
      for (const { code } of page.items) codes.add(code)
      next = page.next
      total = page.total
    }
    expect(total).toBeGreaterThanOrEqual(200)
    expect(codes.size).toBe(total)
  })

  test('tells of a procedure its papers, fees and steps, whose minutes fill the limit', async () => {
    const reply = await world.as().get('/api/procedures/1.004873')
    expect(reply.statusCode).toBe(200)
    const detail = reply.json()
    expect(detail).toMatchObject({ code: '1.004873', number: 1, form: { id: 'marital-status' } })
    const minutes = detail.steps.reduce(
      (sum: number, step: { minutes: number | null }) => sum + (step.minutes ?? 0),
      0,
    )
    expect(minutes).toBe(detail.limits[0].days * 480)
  })

  test('gives the form of a procedure with its schema and layout', async () => {
    const form = (await world.as().get('/api/procedures/1.001193/form')).json()
    expect(form).toMatchObject({ id: 'birth-registration', number: 1 })
    expect(form.schema.properties.childName).toEqual({ type: 'string', maxLength: 100 })
    expect(form.layout.pages[0].items[0].field).toBe('childName')
  })

  test('promises the result of a birth registration filed at 09:42 for 17:00 today', async () => {
    const promised = (await world.as().get('/api/procedures/1.001193/promise')).json()
    expect(promised).toMatchObject({
      receivedAt: '2024-11-20T02:42:00.000Z',
      dueAt: '2024-11-20T10:00:00.000Z',
      limit: { unit: 'same-day' },
    })
  })

  test('offers a procedure only while it is in force', async () => {
    expect((await world.as().get('/api/procedures/1.002809')).statusCode).toBe(200)
    expect((await world.as().get('/api/procedures/3.000347')).statusCode).toBe(404)
  })

  test('leads from events of life to procedures', async () => {
    const events = (await world.as().get('/api/life-events')).json()
    expect(events).toHaveLength(12)
    expect(events[0]).toMatchObject({ slug: 'sinh-con', icon: 'baby' })
    expect(events[0].procedures[0]).toBe('1.001193')
  })

  test.each([
    '/api/procedures?limit=0',
    '/api/procedures?level=ward',
    '/api/procedures?cursor=-1',
    '/api/procedures?colour=red',
    `/api/procedures?q=${'x'.repeat(201)}`,
    '/api/procedures/abc',
    '/api/procedures/1.001193/promise?at=now',
  ])('refuses %s with 400', async (url) => {
    expect((await world.as().get(url)).statusCode).toBe(400)
  })

  test('knows no procedure of another code and no case of another name', async () => {
    expect((await world.as().get('/api/procedures/9.999999')).json().code).toBe('procedure.not_found')
    const reply = await world.as().get('/api/procedures/1.001193/promise?case=Khác')
    expect([reply.statusCode, reply.json().code]).toEqual([422, 'procedure.unknown_case'])
  })
})

describe('publishing a version', () => {
  test('closes the version before it and appends one event', async () => {
    const content = { ...(await rowOf('2.000815')), validFrom: '2024-12-01', popularity: 121 }
    const reply = await world
      .as('administrator')
      .post('/api/procedures/2.000815/versions', { content, legalAct: 'QĐ 1/QĐ-UBND' })
    expect([reply.statusCode, reply.json()]).toMatchObject([201, { code: '2.000815', number: 2 }])
    const [now, before] = (await world.as('administrator').get('/api/procedures/2.000815/versions')).json()
    expect(now).toMatchObject({ number: 2, validFrom: '2024-12-01', validTo: null, legalAct: 'QĐ 1/QĐ-UBND' })
    expect(before).toMatchObject({ number: 1, validTo: '2024-11-30' })
    expect(await world.eventNames('procedure:2.000815')).toEqual(['procedure.revised'])
  })

  const bad: [string, Record<string, unknown>, RegExp][] = [
    ['a field that no procedure has', { colour: 'red' }, /Dòng \d+: .*colour/],
    ['a form that is not there', { form: 'no-such-form' }, /Dòng \d+: .*no-such-form/],
    ['a day that does not exist', { validFrom: '2025-02-30' }, /Dòng \d+: .*2025-02-30/],
    ['a day before the last version', { validFrom: '2023-01-01' }, /Dòng \d+: .*2024-01-01/],
    [
      'a limit in another unit',
      { limits: [{ days: 1, unit: 'week', countingMode: 'civil-day' }] },
      /Dòng \d+: .*week/,
    ],
  ]
  test.each(bad)('refuses %s, names the line and leaves no trace', async (_name, change, told) => {
    const before = await versionsOf('1.000656')
    const content = { ...(await rowOf('1.000656')), validFrom: '2024-12-01', ...change }
    const reply = await world
      .as('administrator')
      .post('/api/procedures/1.000656/versions', { content, legalAct: 'QĐ 1/QĐ-UBND' })
    expect([reply.statusCode, reply.json().code]).toEqual([422, 'procedure.invalid'])
    expect(reply.json().fields.text.split('\n')).toEqual([expect.stringMatching(told)])
    expect(await versionsOf('1.000656')).toBe(before)
    expect(await world.eventNames('procedure:1.000656')).toEqual([])
  })

  test('refuses what changes nothing', async () => {
    const content = await rowOf('1.000894')
    const reply = await world
      .as('administrator')
      .post('/api/procedures/1.000894/versions', { content, legalAct: 'QĐ 1/QĐ-UBND' })
    expect([reply.statusCode, reply.json().code]).toEqual([409, 'procedure.unchanged'])
  })
})

describe('ending a procedure', () => {
  test.each(['2024-11-19', '2024-13-01'])('refuses %s as its last day', async (lastDay) => {
    const reply = await world
      .as('administrator')
      .post('/api/procedures/1.000419/end', { lastDay, legalAct: 'QĐ 2' })
    expect([reply.statusCode, reply.json().code]).toEqual([422, 'procedure.bad_end'])
    expect(await world.eventNames('procedure:1.000419')).toEqual([])
  })

  test('knows nothing of a code that never was', async () => {
    const reply = await world
      .as('administrator')
      .post('/api/procedures/9.999999/end', { lastDay: '2024-12-01', legalAct: 'QĐ 2' })
    expect(reply.statusCode).toBe(404)
  })
})

describe('who may change the catalogue', () => {
  const calls: ['get' | 'post', string, object | undefined][] = [
    ['get', '/api/procedures/1.001193/versions', undefined],
    ['post', '/api/procedures/1.001193/versions', { content: {}, legalAct: 'QĐ 1' }],
    ['post', '/api/procedures/1.001193/end', { lastDay: '2024-12-01', legalAct: 'QĐ 1' }],
  ]
  test.each(calls)('%s %s: nobody but an administrator', async (method, url, body) => {
    const answer = async (key?: string) =>
      (await (method === 'get' ? world.as(key).get(url) : world.as(key).post(url, body))).statusCode
    expect(await answer()).toBe(401)
    expect(await answer('lan')).toBe(403)
    expect(await answer('p1-receiver')).toBe(403)
  })
})

describe('after the last day of a procedure', () => {
  test('nothing can be filed under it, and it cannot end again', async () => {
    const ending = { lastDay: '2024-11-20', legalAct: 'QĐ 2/QĐ-UBND' }
    expect((await world.as('administrator').post('/api/procedures/1.002211/end', ending)).statusCode).toBe(
      204,
    )
    expect((await world.as().get('/api/procedures/1.002211')).statusCode).toBe(200)
    world.at('2024-11-21T09:42+07:00')
    expect((await world.as().get('/api/procedures/1.002211')).statusCode).toBe(404)
    const again = endProcedure(world.system(), { ...ending, code: '1.002211', lastDay: '2024-12-01' })
    await expect(again).rejects.toMatchObject({ status: 409, code: 'procedure.ended' })
    world.at('2024-11-20T09:42+07:00')
    expect(await world.eventNames('procedure:1.002211')).toEqual(['procedure.ended'])
  })
})
