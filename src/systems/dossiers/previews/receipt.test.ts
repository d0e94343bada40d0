import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { giveKey, openSigningWorld, type SigningWorld } from '../../../../tests/signing-world.ts'
import { listSignedDocuments, verifySignatures } from '../../signing/index.ts'
import { attachPaper } from '../actions/attach-paper.ts'
import { viewDossier } from '../desk/actions/view-dossier.ts'
import { findDossier, handOver, receiveDossier } from '../index.ts'
import { fileBundle, legOf } from '../joined/testing-bundle.ts'
import { historyOf } from '../queries/history.ts'
import { slipSettingOf } from '../slips/setting.ts'
import { listSlips } from '../slips/store.ts'
import { online, textOf } from '../slips/testing-slips.ts'
import { smallPdf } from '../testing-birth.ts'
import { takeMarital } from '../testing-marital.ts'
import { openPreview } from './actions/open-preview.ts'
import { prepareSlip } from './actions/prepare-slip.ts'
import { signPreview } from './actions/sign-preview.ts'

const changed = { status: 409, code: 'paper.changed' }
const DESK = 'BL-31837-MC'
const looked = new Date('2026-11-18T09:42:00+07:00')
const later = (minutes: number) => new Date(looked.getTime() + minutes * 60_000)

let world: SigningWorld
beforeAll(async () => {
  world = await openSigningWorld()
  morning()
  await giveKey(world, { kind: 'officer', id: (await world.context('vtd-receiver')).actor.id })
  await giveKey(world, { kind: 'agency', id: DESK })
})
afterAll(() => world[Symbol.asyncDispose]())

const go = (moment: Date) => world.at(moment.toISOString())
/** An hour before the receipt is looked at. */
const morning = () => go(later(-60))

/** Prepares the receipt of a dossier by the API at `looked`, fetches it, and gives what signing it takes. */
async function look(id: string, who = 'vtd-receiver') {
  go(looked)
  const revision = (await findDossier(world.db, id))?.revision
  const prepared = await world.as(who).post(`/api/dossiers/${id}/previews/receipt`, { revision })
  expect(prepared.statusCode, prepared.body).toBe(201)
  const { previewId } = prepared.json() as { previewId: string }
  const shown = await world.as(who).get(`/api/dossiers/${id}/previews/${previewId}/file`)
  expect(shown.statusCode, shown.body).toBe(200)
  const seen = String(shown.headers['x-sha256'])
  const sign = (by = who) =>
    world.as(by).post(`/api/dossiers/${id}/previews/${previewId}/signature`, { seen })
  return { id, pdf: shown.rawPayload, seen, previewId, sign }
}

async function filed() {
  morning()
  return online(world)
}

async function receiptsOf(id: string) {
  return (await listSlips(world.db, id)).filter(({ form }) => form === 'receipt')
}

/** The signed paper of the one receipt of a dossier. */
async function signedReceipt(id: string) {
  await world.runJobs()
  const [slip, ...others] = await receiptsOf(id)
  expect(others).toEqual([])
  const document = (await listSignedDocuments(world.db, id)).find((each) => each.id === slip?.signingId)
  if (!document) throw new Error('The receipt was not signed')
  return { slip, document, pdf: await world.system().files.get(document.fileHash) }
}

type Run = () => Promise<{ statusCode: number; json: () => unknown }>

async function mustRefuse(id: string, run: Run, code = 'paper.changed') {
  const [events, receipts] = [await world.eventNames(id), await receiptsOf(id)]
  const answer = await run()
  expect([answer.statusCode, answer.json()]).toMatchObject([409, { code }])
  expect(await world.eventNames(id)).toEqual(events)
  expect(await receiptsOf(id)).toEqual(receipts)
}

describe('a receipt that the receiver looks at', () => {
  test('says what will be promised, and nothing has happened yet', async () => {
    const { id } = await filed()
    const { pdf } = await look(id)
    const text = await textOf(pdf)
    expect(text).toContain('Tiếp nhận hồ sơ lúc: 09 giờ 42 phút, ngày 18 tháng 11 năm 2026')
    expect(text).toContain('Hẹn trả kết quả lúc: 17 giờ 00 phút, ngày 18 tháng 11 năm 2026')
    expect(text).toContain('Thạch Thị Sa Rết')
    expect(await findDossier(world.db, id)).toMatchObject({ state: 'registered', receivedAt: null })
    expect(await world.eventNames(id)).not.toContain('dossier.received')
    expect(await receiptsOf(id)).toEqual([])
  })

  test('is signed as those very bytes, first by him and then by his desk, and is the only one', async () => {
    const { id } = await filed()
    const { seen, sign } = await look(id)
    go(later(15))
    const answer = await sign()
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { state: 'received' }])
    const { slip, document, pdf } = await signedReceipt(id)
    expect([slip?.fileHash, document.sourceHash]).toEqual([seen, seen])
    const { signatures } = await verifySignatures(world.system(), pdf)
    const receiver = (await world.context('vtd-receiver')).actor.id
    const owners = signatures
      .filter(({ kind }) => kind === 'signature')
      .map(({ signer, verdict }) => [signer?.commonName, verdict.startsWith('valid')])
    expect(owners).toEqual([
      [`THỬ NGHIỆM ${receiver}`, true],
      [`THỬ NGHIỆM ${DESK}`, true],
    ])
    const given = await world.as('thach-rinh').get(`/api/dossiers/${id}/slips/receipt.pdf`)
    expect(given.rawPayload.equals(pdf)).toBe(true)
    // The order of the event finds the slip that was kept.
    await world.runJobs()
    expect(await receiptsOf(id)).toHaveLength(1)
    expect((await sign()).statusCode).toBe(409)
  })

  test('takes the dossier in at the minute that it names: clock, promise, step, event and first answer', async () => {
    const { id, submittedAt } = await filed()
    const { sign } = await look(id)
    go(later(9))
    await sign()
    const promisedAt = new Date('2026-11-18T17:00:00+07:00')
    expect(await findDossier(world.db, id)).toMatchObject({
      ...{ receivedAt: looked, stepStartedAt: looked, promisedAt, firstPromisedAt: promisedAt },
      ...{ clock: { startsAt: looked, dueAt: promisedAt } },
    })
    const history = await historyOf(world.db, id)
    expect(history.map(({ name, at }) => [name, at])).toEqual([
      ['dossier.submitted', submittedAt],
      ['dossier.received', looked],
    ])
    expect(history.at(-1)?.data).toMatchObject({ firstAnswerMinutes: 60 })
    const [slip] = await receiptsOf(id)
    expect(slip).toMatchObject({ happenedAt: looked, numberedAt: later(9), issuedAt: later(9) })
  })

  test('goes on after it from its own time: nothing waits for what is past', async () => {
    const { id } = await filed()
    const { sign } = await look(id)
    go(later(9))
    await sign()
    await world.runJobs()
    const after = await handOver(await world.context('vtd-receiver'), { id })
    expect(after).toMatchObject({ state: 'processing', stepStartedAt: later(9) })
    expect(await world.eventNames(id)).not.toContain('dossier.first-answer-late')
  })

  test('opens the first leg of a joined dossier at the same minute', async () => {
    morning()
    const { id } = await fileBundle(await world.context('thach-rinh'))
    const { pdf, sign } = await look(id)
    go(later(5))
    expect((await sign()).json()).toMatchObject({ state: 'processing' })
    const whole = await findDossier(world.db, id)
    const due = whole?.promisedAt?.toLocaleDateString('vi-VN', {
      day: '2-digit',
      timeZone: 'Asia/Ho_Chi_Minh',
    })
    expect(await textOf(pdf)).toContain(`Hẹn trả kết quả lúc: 17 giờ 00 phút, ngày ${due}`)
    const leg = await legOf(world, { id }, 'khai-sinh')
    expect([whole?.receivedAt, leg.receivedAt, leg.stepStartedAt]).toEqual([looked, looked, looked])
    expect(await receiptsOf(id)).toHaveLength(1)
  })

  test('is counted on the wall as one reception of that day', async () => {
    await world.read()
    const before = await receivedOn('2026-11-18')
    const { id } = await filed()
    await (await look(id)).sign()
    await world.read()
    expect(await receivedOn('2026-11-18')).toBe(before + 1)
  })

  test('is valid to pdfsig too', async (context) => {
    if (!existsSync('/usr/bin/pdfsig')) {
      process.stderr.write('pdfsig is not installed: its judgement was not asked\n')
      context.skip()
    }
    const { id } = await filed()
    await (await look(id)).sign()
    const folder = await mkdtemp(join(tmpdir(), 'tinh-so-receipt-'))
    try {
      const file = join(folder, 'receipt.pdf')
      await writeFile(file, (await signedReceipt(id)).pdf)
      const { stdout } = await promisify(execFile)('/usr/bin/pdfsig', ['-nocert', file])
      expect(stdout.match(/Signature is Valid/g)).toHaveLength(2)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

async function receivedOn(day: string): Promise<number> {
  const { rows } = await world.owner.query<{ received: number }>(
    "select coalesce(sum(received), 0)::int as received from operations.flow where on_date = $1 and facet = 'all' and agency_id = ''",
    [day],
  )
  return rows[0]?.received ?? 0
}

describe('a receipt that was looked at is not signed', () => {
  test('more than fifteen minutes later: it would name an hour that is long past', async () => {
    const { id } = await filed()
    const { sign } = await look(id)
    go(later(16))
    await mustRefuse(id, sign, 'receipt.stale')
    expect((await sign()).json()).toMatchObject({ message: expect.stringContaining('09:42') })
  })

  test('on another day, however few minutes later', async () => {
    const { id } = await filed()
    const receiver = await world.context('vtd-receiver')
    world.at('2026-11-18T23:55+07:00')
    const work = { form: 'receipt' } as const
    const previewId = await prepareSlip(receiver, { id, work })
    const seen = await openPreview(receiver, await slipSettingOf(world.config)(), {
      dossierId: id,
      previewId,
    })
    world.at('2026-11-19T00:01+07:00')
    await expect(signPreview(receiver, { id, previewId, seen })).rejects.toMatchObject(changed)
  })

  test('once a paper came, which it does not list', async () => {
    const { id } = await filed()
    const { sign } = await look(id)
    go(later(2))
    const paper = { paperId: 'van-ban-uy-quyen', name: 'Giấy ủy quyền.pdf', bytes: smallPdf }
    await attachPaper(await world.context('vtd-receiver'), { id, ...paper })
    await mustRefuse(id, sign)
  })

  test('once the dossier was received at once, or moved to another agency', async () => {
    const one = await filed()
    const taken = await look(one.id)
    await receiveDossier(await world.context('vtd-receiver'), { id: one.id })
    await mustRefuse(one.id, taken.sign)
    const two = await filed()
    const moved = await look(two.id)
    await world.owner.query("update dossiers.dossier set agency_id = 'BL-31825' where id = $1", [two.id])
    await mustRefuse(two.id, moved.sign)
  })

  test('once another receipt took its number', async () => {
    const { id } = await filed()
    const { sign } = await look(id)
    await takeMarital(await world.context('vtd-receiver'))
    await world.runJobs()
    await mustRefuse(id, sign)
  })

  test('after the hour by which the citizen is owed an answer, though it was set before', async () => {
    const { id } = await filed()
    const { sign } = await look(id)
    await world.owner.query('update dossiers.dossier set due_at = $2 where id = $1', [id, later(4)])
    go(later(4))
    expect((await sign()).statusCode).toBe(200)
    const other = await filed()
    const late = await look(other.id)
    await world.owner.query('update dossiers.dossier set due_at = $2 where id = $1', [other.id, later(4)])
    go(later(5))
    await mustRefuse(other.id, late.sign, 'receipt.stale')
  })

  test('but for a reading of the dossier it stands', async () => {
    const { id } = await filed()
    const { sign } = await look(id)
    go(later(2))
    await viewDossier(await world.context('vtd-leader'), { id })
    expect(await world.eventNames(id)).toContain('dossier.viewed')
    expect((await sign()).statusCode).toBe(200)
  })
})

describe('who may look at a receipt', () => {
  test('only a receiver of the desk prepares it, only he sees it and signs it', async () => {
    const { id } = await filed()
    const { sign, previewId } = await look(id)
    for (const who of ['vtd-specialist', 'vtd-leader', 'thach-rinh'])
      expect(
        (await world.as(who).post(`/api/dossiers/${id}/previews/receipt`, { revision: 1 })).statusCode,
      ).toBe(403)
    expect(
      (await world.as('hb-receiver').post(`/api/dossiers/${id}/previews/receipt`, { revision: 1 }))
        .statusCode,
    ).toBe(404)
    for (const who of ['vtd-leader', 'hb-receiver']) {
      const file = await world.as(who).get(`/api/dossiers/${id}/previews/${previewId}/file`)
      expect([file.statusCode, (await sign(who)).statusCode]).toEqual([404, 404])
    }
    expect((await sign()).statusCode).toBe(200)
  })

  test('received at once, it carries the seal of the desk alone', async () => {
    const { id } = await filed()
    await receiveDossier(await world.context('vtd-receiver'), { id })
    const { pdf } = await signedReceipt(id)
    const { signatures } = await verifySignatures(world.system(), pdf)
    const owners = signatures
      .filter(({ kind }) => kind === 'signature')
      .map(({ signer }) => signer?.commonName)
    expect(owners).toEqual([`THỬ NGHIỆM ${DESK}`])
  })
})
