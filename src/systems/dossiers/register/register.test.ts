import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, inject, test } from 'vitest'
import { cloneDatabase } from '#platform/testing/database.ts'
import { openWorld, type World } from '../../../../tests/world.ts'
import { listSignedDocuments } from '../../signing/index.ts'
import { fillDossiers } from '../desk/testing-rows.ts'
import { receiveDossier, returnResult } from '../index.ts'
import { runningBundle, solveLeg } from '../joined/testing-bundle.ts'
import { evidenceOf } from '../slips/evidence.ts'
import { slipBody } from '../slips/forms.ts'
import { atCounter, online } from '../slips/testing-slips.ts'
import { findRegister, orderRegister } from './order-register.ts'
import { countRegister, listRegister, registerRows } from './rows.ts'
import { daysInBook, daysOfMonth, mayBePrinted } from './rules.ts'

async function worldAt(instant: string): Promise<World> {
  const world = await openWorld({ province: true })
  world.at(instant)
  return world
}

async function textOf(pdf: Uint8Array): Promise<{ text: string; pages: number }> {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const { text } = await extractText(document, { mergePages: true })
  return { text: text.normalize('NFC').replaceAll(/\s+/g, ' '), pages: document.numPages }
}

const desk = 'BL-31837-MC'
const november = { agencyId: desk, month: '2024-11' }

describe('the register of a desk', () => {
  test('lists what was received in the period, in that order, on the form of the act of its last day', async () => {
    await using world = await worldAt('2024-11-20T08:00+07:00')
    const receiver = await world.context('vtd-receiver')
    const codes: string[] = []
    for (let minute = 0; minute < 3; minute++) {
      world.at(`2024-11-20T08:0${minute}+07:00`)
      codes.push((await atCounter(receiver)).code)
    }
    const url = `/api/registers/${desk}.pdf?from=2024-11-20&to=2024-11-20`
    const { text } = await textOf((await world.as('vtd-receiver').get(url)).rawPayload)
    expect(text).toContain('SỔ THEO DÕI HỒ SƠ')
    expect(text).toContain('Mẫu số 06, Thông tư 01/2018/TT-VPCP')
    const places = codes.map((code) => text.indexOf(code.slice(-11)))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    const csv = await world.as('vtd-receiver').get(url.replace('.pdf', '.csv'))
    expect(csv.body.trim().split('\r\n')).toHaveLength(4)
    const none = await world.as('vtd-receiver').get(url.replaceAll('2024-11-20', '2024-11-19'))
    expect((await textOf(none.rawPayload)).text).toContain('0 hồ sơ')
  })

  // Facts 1.4, form 07: "ký nhận".
  test('says of a joined dossier too who took its results', async () => {
    await using world = await worldAt('2024-11-20T08:00+07:00')
    const whole = await runningBundle(world)
    for (const legId of ['khai-sinh', 'thuong-tru', 'the-bhyt']) await solveLeg(world, whole, legId)
    const book = { agencyId: desk, from: '2024-11-20', to: '2024-11-20' }
    const takers = async () => (await listRegister(world.db, book)).rows.map((row) => row.handedTo)
    expect(await takers()).toEqual([null])
    const handed = { method: 'counter', handedTo: 'Thạch Sô Rinh' } as const
    const receiver = { identityNumber: '095000000002' }
    await returnResult(await world.context('vtd-receiver'), { id: whole.id, ...handed, receiver })
    expect(await takers()).toEqual(['Thạch Sô Rinh'])
  })

  // Facts 1.4, form 01: "Vào sổ … quyển số, số thứ tự"; form 07: "STT".
  test('is where the receipt says: its month, and there one line of its number', async () => {
    await using world = await worldAt('2024-10-31T16:00+07:00')
    await atCounter(world.system())
    const late = await online(world)
    world.at('2024-11-01T08:00+07:00')
    const receiver = await world.context('vtd-receiver')
    const filed = [await atCounter(receiver), await receiveDossier(receiver, { id: late.id })]
    filed.push(await atCounter(receiver))
    const url = `/api/registers/${desk}`
    const query = '?from=2024-11-01&to=2024-11-30'
    const { text } = await textOf((await world.as('vtd-receiver').get(`${url}.pdf${query}`)).rawPayload)
    const csv = (await world.as('vtd-receiver').get(`${url}.csv${query}`)).body.split('\r\n')
    for (const dossier of filed) {
      const evidence = await evidenceOf(world.db, dossier)
      const { fields } = await slipBody(world.db, evidence, { form: 'receipt' })
      const [, volume, entry = ''] =
        /^quyển số (.+) \(sổ điện tử\), số thứ tự (.+)$/.exec(String(fields['register'])) ?? []
      expect(volume).toBe('11/2024')
      expect(csv.filter((line) => line.startsWith(`${entry},`))).toEqual([
        expect.stringContaining(`,${dossier.code},`),
      ])
      const printed = ` ${entry.replace(' ngày ', ' ')}`
      expect(text.split(printed)).toHaveLength(2)
      expect(text.split(printed)[1]?.replaceAll(' ', '').slice(0, dossier.code.length)).toBe(dossier.code)
    }
    expect(csv).toHaveLength(5)
  })

  test('is this desk’s alone, and of a period that makes sense', async () => {
    await using world = await worldAt('2024-11-20T08:00+07:00')
    const url = `/api/registers/${desk}.pdf?from=2024-11-20&to=2024-11-20`
    expect((await world.as('hb-receiver').get(url)).statusCode).toBe(404)
    expect((await world.as('vtd-clerk').get(url)).statusCode).toBe(403)
    expect((await world.as('thach-rinh').get(url)).statusCode).toBe(403)
    expect(
      (await world.as('vtd-receiver').get(url.replace('to=2024-11-20', 'to=2024-11-19'))).statusCode,
    ).toBe(422)
  })

  test('is issued once for a month that is over: numbered, kept and handed to be signed', async () => {
    await using world = await worldAt('2024-11-29T08:00+07:00')
    await atCounter(await world.context('vtd-receiver'))
    const early = orderRegister(await world.context('vtd-receiver'), november)
    await expect(early).rejects.toMatchObject({ code: 'register.month_runs' })
    world.at('2024-12-02T08:00+07:00')
    const order = { agencyId: desk, month: '2024-11', by: { id: 'x', name: 'Thạch Thị Sa Rết' } }
    await orderRegister(world.system(), november)
    await world.runJobs()
    await world.house.tasks['dossier.issue-register']?.(world.system(), order as never)
    const issue = await findRegister(world.db, november)
    expect(issue).toMatchObject({ sequence: 1, suffix: 'STD', year: 2024, rows: 1 })
    expect(await listSignedDocuments(world.db, issue?.id ?? '')).toMatchObject([
      { kind: 'register', wanted: [{ agencyId: desk }], sourceHash: issue?.fileHash },
    ])
    const { text } = await textOf(await world.system().files.get(issue?.fileHash ?? ''))
    expect(text).toContain('Số: 01/STD')
    await expect(orderRegister(world.system(), november)).rejects.toMatchObject({ code: 'register.issued' })
  })
})

test('a register is set while no transaction holds up the readers, and begun again keeps its number', async () => {
  await using world = await worldAt('2024-11-29T08:00+07:00')
  await atCounter(await world.context('vtd-receiver'))
  world.at('2024-12-02T08:00+07:00')
  const order = { agencyId: desk, month: '2024-11', by: { id: 'x', name: 'Thạch Thị Sa Rết' } }
  const { files } = world.system()
  const issue = (put: typeof files.put) =>
    world.house.tasks['dossier.issue-register']?.(
      { ...world.system(), files: { ...files, put } },
      order as never,
    )
  await expect(issue(() => Promise.reject(new Error('the disk is full')))).rejects.toThrow('the disk is full')
  let writers: number | null = null
  await issue(async (bytes) => {
    const open = 'select from pg_stat_activity where datname = current_database() and backend_xid is not null'
    writers = (await world.owner.query(open)).rowCount
    return files.put(bytes)
  })
  expect(writers).toBe(0)
  expect(await findRegister(world.db, november)).toMatchObject({ sequence: 1, rows: 1 })
})

test('the lines are paged both ways, each once, with the running number of the period', async () => {
  await using many = await cloneDatabase(inject('databaseServer'), 'template_empty')
  await fillDossiers(many.owner, 120, 10)
  await many.owner.query("update dossiers.dossier set reception_agency_id = 'A1', whole_id = null")
  const period = { agencyId: 'A1', from: '2020-01-01', to: '2024-12-31' }
  const whole: string[] = []
  for await (const row of registerRows(many.db, period)) whole.push(row.code)
  expect(whole).toHaveLength(120)

  const first = await listRegister(many.db, period)
  const second = await listRegister(many.db, period, { after: first.next ?? '' })
  const third = await listRegister(many.db, period, { after: second.next ?? '' })
  const pages = [first, second, third]
  expect(pages.flatMap(({ rows }) => rows.map(({ code }) => code))).toEqual(whole)
  expect(pages.map((each) => each.first)).toEqual([1, 51, 101])
  expect([first.previous, third.next]).toEqual([null, null])

  expect(await listRegister(many.db, period, { before: third.previous ?? '' })).toEqual(second)
  expect(await listRegister(many.db, period, { before: second.previous ?? '' })).toEqual(first)
  const made = Buffer.from('[51,"2024-02-31 08:00:00+07","0"]').toString('base64url')
  await expect(listRegister(many.db, period, { after: made })).rejects.toMatchObject({ status: 400 })
  expect(await countRegister(many.db, period)).toBe(120)
  expect(await countRegister(many.db, period, 100)).toBe(101)
})

test('a month has its first and last day, leap years too, and a print its end', () => {
  expect(daysOfMonth('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  expect(daysOfMonth('2025-12')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  expect(() => mayBePrinted(2000)).not.toThrow()
  expect(() => mayBePrinted(2001)).toThrow('2001')
})

test('a book has the days of a month on which its desk was there', () => {
  const ended = { validFrom: '2025-02-10', validTo: '2025-06-15' }
  expect(daysInBook('2025-06', ended)).toEqual({ from: '2025-06-01', to: '2025-06-15' })
  expect(daysInBook('2025-05', ended)).toEqual({ from: '2025-05-01', to: '2025-05-31' })
  expect(daysInBook('2025-02', { ...ended, validTo: null })).toEqual({ from: '2025-02-10', to: '2025-02-28' })
  expect([daysInBook('2025-07', ended), daysInBook('2025-01', ended)]).toEqual([undefined, undefined])
})
