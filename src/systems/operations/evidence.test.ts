import { beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { receiveDossier, requestSupplement } from '../dossiers/index.ts'
import type { EvidenceList, Wall } from './schema.ts'
import { fileAtCounter } from './testing/random-walk.ts'

let world: World

beforeAll(async () => {
  world = await openWorld({ province: true })
  const officer = world.system()
  for (let n = 0; n < 3; n++) await fileAtCounter(officer, { areaCode: '31816' })
  for (let n = 0; n < 2; n++) await fileAtCounter(officer, { areaCode: '31837', channel: 'post' })
  await fileAtCounter(officer, { procedureCode: '1.001266', areaCode: '31837' })
  await world.read()
  return () => world[Symbol.asyncDispose]()
})

async function evidence(who: string, search: string): Promise<EvidenceList> {
  const reply = await world.as(who).get(`/api/operations/evidence?${search}`)
  expect([reply.statusCode, reply.body.slice(0, 200)]).toEqual([200, reply.body.slice(0, 200)])
  return reply.json()
}

describe('the evidence of a figure', () => {
  test('is as many dossiers as the figure says, for the province, a district, an area and a field', async () => {
    const counts = await Promise.all(
      ['', '&agency=BL-954', '&agency=BL-31837', '&area=31837', '&area=954', '&field=Tr%E1%BA%BB%20em'].map(
        (part) => evidence('province-leader', `figure=received${part}`),
      ),
    )
    expect(counts.map((list) => [list.total, list.dossiers.length])).toEqual([
      [6, 6],
      [6, 6],
      [2, 2],
      [3, 3],
      [6, 6],
      [5, 5],
    ])
    const alone = await evidence('province-leader', 'figure=received&agency=BL-954&own=true')
    expect(alone.dossiers.map((dossier) => dossier.agencyId)).toEqual(['BL-954'])
  })

  test('shows a leader only what lies under his agency, and 404 for the rest', async () => {
    const own = await evidence('vtd-leader', 'figure=received')
    expect(own.total).toBe(2)
    expect(new Set(own.dossiers.map((dossier) => dossier.agencyId))).toEqual(new Set(['BL-31837']))
    for (const url of [
      'evidence?figure=received&agency=BL-954',
      'wall?agency=BL',
      'wall?agency=BL-31816&own=true',
    ]) {
      expect((await world.as('vtd-leader').get(`/api/operations/${url}`)).statusCode).toBe(404)
    }
    const wall: Wall = (await world.as('vtd-leader').get('/api/operations/wall')).json()
    expect(wall.figures.received).toBe(2)
    expect(wall.feed.every((event) => event.agencyName === 'UBND xã Vĩnh Trạch Đông')).toBe(true)
  })

  test('goes on page by page and meets each dossier once', async () => {
    await using other = await openWorld({ province: true })
    for (let n = 0; n < 55; n++) await fileAtCounter(other.system())
    await other.read()
    const seen: string[] = []
    let next = ''
    do {
      const reply = await other.as('operator').get(`/api/operations/evidence?figure=open${next}`)
      const list: EvidenceList = reply.json()
      seen.push(...list.dossiers.map((dossier) => dossier.id))
      next = list.next === null ? '' : `&after=${encodeURIComponent(list.next)}`
    } while (next)
    expect([seen.length, new Set(seen).size]).toEqual([55, 55])
  })

  test('is a file that a spreadsheet reads, without the applicant', async () => {
    const reply = await world.as('operator').get('/api/operations/evidence.csv?figure=post')
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8')
    const lines = reply.body.split('\r\n')
    expect(reply.body.startsWith('\ufeffMã hồ sơ,')).toBe(true)
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain('UBND xã Vĩnh Trạch Đông')
    expect(reply.body).not.toContain('Lâm Thị Sen')
  })

  test('refuses a figure, a cut or a key that does not exist', async () => {
    const statuses = [
      'figure=nothing',
      'figure=open&area=x',
      'figure=open&area=954&field=a',
      'figure=open&after=1~2',
    ]
    const replies = await Promise.all(
      statuses.map((search) => world.as('operator').get(`/api/operations/evidence?${search}`)),
    )
    expect(replies.map((reply) => reply.statusCode)).toEqual([400, 400, 422, 400])
  })
})

describe('a dossier that waits for its citizen', () => {
  test('was received once: its term does not begin again, nor is it counted twice', async () => {
    const officer = world.system()
    const { id } = await fileAtCounter(officer, { areaCode: '31846' })
    await requestSupplement(officer, { id, items: [{ text: 'Bản sao giấy tờ' }], reason: 'Thiếu giấy tờ' })
    await expect(receiveDossier(officer, { id })).rejects.toMatchObject({ code: 'dossier.received_before' })
  })
})
