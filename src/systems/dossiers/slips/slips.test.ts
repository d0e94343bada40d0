import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { openWorld, type Visitor, type World } from '../../../../tests/world.ts'
import { listSignedDocuments } from '../../signing/index.ts'
import {
  handOver,
  receiveDossier,
  refuseDossier,
  requestSupplement,
  returnResult,
  solveDossier,
  stopDossier,
} from '../index.ts'
import { stageResult } from './control-slip.ts'
import { listSlips, slipNumber } from './store.ts'
import { answers, atCounter, online, textOf } from './testing-slips.ts'

/** A session does not last from one act to the next, so each test has a world and signs in on its own day. */
async function worldAt(instant: string): Promise<World> {
  const world = await openWorld({ province: true })
  world.at(instant)
  return world
}

async function fetchSlip(visitor: Visitor, url: string) {
  const response = await visitor.get(url)
  if (response.statusCode !== 200) return { status: response.statusCode, text: '', pages: 0 }
  expect(response.headers['content-type']).toBe('application/pdf')
  expect(response.headers['cache-control']).toBe('private, no-store')
  const document = await getDocumentProxy(new Uint8Array(response.rawPayload))
  const { text } = await extractText(document, { mergePages: true })
  return { status: 200, text: text.normalize('NFC').replaceAll(/\s+/g, ' '), pages: document.numPages }
}

describe('the receipt (form 01)', () => {
  test('says what the law asks: code, applicant, papers, received and promised to the minute, officer, place', async () => {
    await using world = await worldAt('2024-11-20T09:42+07:00')
    const dossier = await atCounter(await world.context('vtd-receiver'))
    const { text, pages } = await fetchSlip(
      world.as('vtd-receiver'),
      `/api/dossiers/${dossier.id}/slips/receipt.pdf`,
    )
    expect(pages).toBe(1)
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ XÃ VĨNH TRẠCH ĐÔNG',
      'Vĩnh Trạch Đông, ngày 20 tháng 11 năm 2024',
      'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
      `Mã hồ sơ: ${dossier.code}`,
      `Số: ${dossier.codeTail}/TNHS`,
      answers.applicantName,
      answers.applicantIdentityNumber,
      answers.applicantAddress,
      answers.applicantPhone,
      'Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh',
      'Tờ khai cấp bản sao trích lục hộ tịch (bản điện tử)',
      '09 giờ 42 phút, ngày 20 tháng 11 năm 2024',
      '17 giờ 00 phút, ngày 20 tháng 11 năm 2024',
      'Thạch Thị Sa Rết',
      `/kiem-tra/${dossier.publicToken}`,
      'Mẫu số 01, Thông tư 01/2018/TT-VPCP',
    ]) {
      expect(text).toContain(part)
    }
  })

  test('is on the form of Thông tư 03/2025 for a dossier received from July 2025 on', async () => {
    await using world = await worldAt('2026-11-18T08:00+07:00')
    const dossier = await atCounter(await world.context('vtd-receiver'))
    const { text } = await fetchSlip(
      world.as('vtd-receiver'),
      `/api/dossiers/${dossier.id}/slips/receipt.pdf`,
    )
    expect(text).toContain('Mẫu số 01, Thông tư 03/2025/TT-VPCP')
    expect(text).toContain(`${dossier.codeTail}/TTPVHCC`)
  })

  test.each(['2024-11-21', '2026-11-18'])(
    'says on %s at the applicant’s place that his account filed it online, and stays on one page',
    async (day) => {
      await using world = await worldAt(`${day}T08:00+07:00`)
      const { id } = await online(world)
      const authorised = {
        ...{ name: 'Quách Kim Tài', identityNumber: '095000000099', phone: '0900000099' },
        ...{ address: 'Khóm 3, phường 1', paper: { kind: 'Giấy ủy quyền', number: '12/UQ' } },
      }
      const receiver = await world.context('vtd-receiver')
      const url = `/api/dossiers/${id}/slips/receipt.pdf`
      const filed = `Nộp trực tuyến lúc 08 giờ 00 phút, ngày ${day.slice(8)} tháng 11 năm ${day.slice(0, 4)}, bằng tài khoản định danh điện tử`
      world.at(`${day}T09:00+07:00`)
      await receiveDossier(receiver, { id })
      const alone = await fetchSlip(world.as('thach-rinh'), url)
      expect(alone.text).toContain(`Thạch Sô Rinh ${filed}`)
      expect(alone.pages).toBe(1)
      await world.db
        .updateTable('dossiers.dossier')
        .set({ authorised: JSON.stringify(authorised) })
        .where('id', '=', id)
        .execute()
      const through = await fetchSlip(world.as('thach-rinh'), url)
      expect(through.text).toContain(`Quách Kim Tài ${filed} của Thạch Sô Rinh`)
      expect(through.pages).toBe(1)
      const brought = await atCounter(receiver)
      const byHand = await fetchSlip(
        world.as('vtd-receiver'),
        `/api/dossiers/${brought.id}/slips/receipt.pdf`,
      )
      expect(byHand.text).not.toContain('Nộp trực tuyến')
    },
  )

  test('does not exist before reception, and is the citizen’s own after it', async () => {
    await using world = await worldAt('2024-11-21T08:00+07:00')
    const dossier = await online(world)
    const url = `/api/dossiers/${dossier.id}/slips/receipt.pdf`
    expect((await fetchSlip(world.as('thach-rinh'), url)).status).toBe(409)
    await receiveDossier(await world.context('vtd-receiver'), { id: dossier.id })
    expect((await fetchSlip(world.as('thach-rinh'), url)).text).toContain('Thạch Sô Rinh')
    expect((await fetchSlip(world.as('lan'), url)).status).toBe(404)
    expect((await fetchSlip(world.as('hb-receiver'), url)).status).toBe(404)
    expect((await fetchSlip(world.as(), url)).status).toBe(401)
  })
})

describe('the other slips', () => {
  test('ask for everything that is missing with the reason and the day (form 02)', async () => {
    await using world = await worldAt('2024-11-21T09:00+07:00')
    const dossier = await online(world)
    await requestSupplement(await world.context('vtd-receiver'), {
      id: dossier.id,
      items: [
        { paperId: 'van-ban-uy-quyen', text: 'Bản chụp mờ, xin chụp lại' },
        { text: 'Số quyển đăng ký' },
      ],
      reason: 'Chưa đủ căn cứ tra sổ gốc',
    })
    const { text } = await fetchSlip(
      world.as('thach-rinh'),
      `/api/dossiers/${dossier.id}/slips/supplement-request.pdf`,
    )
    expect(text).toContain('Văn bản ủy quyền: Bản chụp mờ, xin chụp lại')
    expect(text).toContain('Số quyển đăng ký')
    expect(text).toContain('Chưa đủ căn cứ tra sổ gốc')
    expect(text).toContain('17 giờ 00 phút, ngày 12 tháng 12 năm 2024')
  })

  test('tell why a dossier was not taken (form 03), and only when it was not', async () => {
    await using world = await worldAt('2024-11-21T10:00+07:00')
    const dossier = await online(world)
    const url = `/api/dossiers/${dossier.id}/slips/03.pdf`
    expect((await fetchSlip(world.as('thach-rinh'), url)).status).toBe(409)
    await refuseDossier(await world.context('vtd-receiver'), {
      id: dossier.id,
      reason: 'Sổ gốc không ở xã này',
    })
    expect((await fetchSlip(world.as('thach-rinh'), url)).text).toContain('Sổ gốc không ở xã này')
  })

  test('trace each hand-over (control slip), for officers only', async () => {
    await using world = await worldAt('2024-11-21T10:30+07:00')
    const dossier = await atCounter(await world.context('vtd-receiver'))
    await handOver(await world.context('vtd-receiver'), { id: dossier.id, note: 'Chuyển tra sổ' })
    const url = `/api/dossiers/${dossier.id}/slips/control.pdf`
    const { text } = await fetchSlip(world.as('vtd-specialist'), url)
    expect(text).toContain('PHIẾU KIỂM SOÁT')
    expect(text).toContain('Chuyển tra sổ')
    expect(text).toContain('Mẫu số 05')
    expect((await fetchSlip(world.as('thach-rinh'), url)).status).toBe(404)
  })

  test('keep the control slip at the end, numbered, sealed by the desk, with how it ended', async () => {
    await using world = await worldAt('2024-11-20T09:42+07:00')
    const { id, code } = await atCounter(await world.context('vtd-receiver'))
    const url = `/api/dossiers/${id}/slips/control.pdf`
    const open = await fetchSlip(world.as('vtd-specialist'), url)
    expect(open.text).toContain('Bản đang ghi, in lúc 09:42 20/11/2024')
    for (const who of ['vtd-receiver', 'vtd-specialist', 'vtd-leader'])
      await handOver(await world.context(who), { id })
    world.at('2024-11-20T10:30+07:00')
    const clerk = await world.context('vtd-clerk')
    await solveDossier(clerk, { id, resultName: 'Bản sao trích lục', resultNumber: '147/2024' })
    await world.runJobs()
    world.at('2024-11-21T08:00+07:00')
    const method = 'counter' as const
    const receiver = { identityNumber: '095000000078', relation: 'Con', authority: 'Giấy khai sinh' }
    await returnResult(await world.system(), { id, method, handedTo: 'Người nhận sau đó', receiver })
    await world.runJobs()
    const kept = (await listSlips(world.db, id)).filter(({ form }) => form === 'control')
    expect(kept.map(slipNumber)).toEqual(['01/KSHS'])
    const text = await textOf(await clerk.files.get(kept[0]?.fileHash ?? ''))
    expect(text).toContain(`Mã hồ sơ: ${code}`)
    expect(text).toContain('có kết quả lúc 10 giờ 30 phút, ngày 20 tháng 11 năm 2024')
    expect(text).toContain('Chờ trả kết quả')
    expect(text).not.toContain('đang ghi')
    expect(text).not.toContain('Người nhận sau đó')
    const document = (await listSignedDocuments(world.db, id)).find((each) => each.id === kept[0]?.signingId)
    expect(document?.wanted).toMatchObject([{ agencyId: 'BL-31837-MC' }])
  })

  test('have a stop notice from July 2025 on, and none under the act before', async () => {
    for (const [year, status] of [
      ['2024', 404],
      ['2026', 200],
    ] as const) {
      await using world = await worldAt(`${year}-11-18T08:00+07:00`)
      const dossier = await atCounter(await world.context('vtd-receiver'))
      await handOver(await world.context('vtd-receiver'), { id: dossier.id })
      const ground = { reason: 'Người nộp đã mất', groundId: 'applicant-gone' }
      await stopDossier(await world.context('vtd-specialist'), { id: dossier.id, ...ground })
      const slip = await fetchSlip(
        world.as('vtd-specialist'),
        `/api/dossiers/${dossier.id}/slips/stop-notice.pdf`,
      )
      expect(slip.status).toBe(status)
      if (status === 200) expect(slip.text).toContain('người kế thừa quyền và nghĩa vụ')
    }
  })
})

test('a stop notice bears the name of the head who stopped the dossier, and of nobody else', async () => {
  await using world = await worldAt('2026-11-18T08:00+07:00')
  for (const who of ['vtd-leader', 'vtd-specialist']) {
    const { id } = await atCounter(await world.context('vtd-receiver'))
    await handOver(await world.context('vtd-receiver'), { id })
    const officer = await world.context(who)
    await stopDossier(officer, { id, reason: 'Người nộp đã mất', groundId: 'applicant-gone' })
    const { text } = await fetchSlip(world.as(who), `/api/dossiers/${id}/slips/stop-notice.pdf`)
    expect(text.includes(officer.actor.name)).toBe(who === 'vtd-leader')
  }
})

describe('several slips at once', () => {
  test('are one document, each by the act of its own day', async () => {
    await using world = await worldAt('2024-11-22T08:00+07:00')
    const old = await atCounter(world.system())
    world.at('2026-11-19T08:00+07:00')
    const young = await atCounter(await world.context('vtd-receiver'))
    const { text, pages } = await fetchSlip(
      world.as('vtd-receiver'),
      `/api/dossiers/slips/receipt.pdf?ids=${young.id},${old.id}`,
    )
    expect(pages).toBe(2)
    expect(text.indexOf(young.code)).toBeLessThan(text.indexOf(old.code))
    expect(text).toContain('Thông tư 03/2025')
    expect(text).toContain('Thông tư 01/2018')
  })

  test('are refused whole when one is not the officer’s to see, or the list is no list', async () => {
    await using world = await worldAt('2024-11-22T08:00+07:00')
    const dossier = await atCounter(await world.context('vtd-receiver'))
    const url = (ids: string) => `/api/dossiers/slips/receipt.pdf?ids=${ids}`
    expect((await fetchSlip(world.as('hb-receiver'), url(dossier.id))).status).toBe(404)
    expect(
      (await fetchSlip(world.as('vtd-receiver'), url(`${dossier.id},${crypto.randomUUID()}`))).status,
    ).toBe(404)
    expect((await fetchSlip(world.as('vtd-receiver'), url('x'.repeat(40)))).status).toBe(400)
    expect((await fetchSlip(world.as('thach-rinh'), url(dossier.id))).status).toBe(403)
  })
})

test('a hand-over is early, on time or late by the term of its step', () => {
  const dueAt = new Date('2024-11-20T10:00:00Z')
  expect(stageResult({ finishedAt: null, dueAt })).toBe('Đang xử lý')
  expect(stageResult({ finishedAt: dueAt, dueAt: null })).toBe('')
  expect(stageResult({ finishedAt: dueAt, dueAt })).toBe('Đúng hạn')
  expect(stageResult({ finishedAt: new Date('2024-11-19T10:00:00Z'), dueAt })).toBe('Trước hạn')
  expect(stageResult({ finishedAt: new Date('2024-11-20T10:00:01Z'), dueAt })).toBe('Quá hạn')
})
